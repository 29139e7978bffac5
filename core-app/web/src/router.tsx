import { ApiProblem, Failed } from '@integration/web-kit';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { api, meQuery, queries } from './api/client';
import { Frame } from './Frame';

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const list = (value: unknown) => (Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : typeof value === 'string' ? [value] : undefined);

/** Only addresses of this app: a link must not lead a person who signs in to somebody else's page. */
export const ownPath = (value: unknown) => (typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined);

export interface ListSearch { text?: string; level?: string[]; status?: string[]; industry?: string[]; manager?: string[]; unit?: string[]; billed?: string; share?: string; sort?: string; descending?: boolean; columns?: string[] }

export interface OrderSearch {
  text?: string; customer?: string; state?: string[]; manager?: string; step?: string; unit?: string[]; open?: boolean; late?: boolean; predicted?: boolean; failed?: boolean; from?: string; to?: string; parent?: string; sort?: string; descending?: boolean; columns?: string[];
}

export interface WarningSearch { text?: string; state?: string[]; severity?: string[]; kind?: string[]; unit?: string; customer?: string; order?: string; manager?: string; owner?: string; overdue?: boolean; mine?: boolean; by?: string; columns?: string[] }

const yes = (value: unknown) => (value === true || value === 'true' ? true : undefined);
const key = (value: unknown) => (typeof value === 'number' ? String(value) : text(value));

const root = createRootRoute({ errorComponent: ({ error, reset }) => <Failed error={error} retry={reset} /> });

const signIn = createRoute({
  getParentRoute: () => root, path: '/sign-in', validateSearch: (s: Record<string, unknown>): { back?: string } => ({ back: ownPath(s.back) }),
  component: lazyRouteComponent(() => import('./pages/SignIn'), 'SignIn'),
});

const frame = createRoute({
  getParentRoute: () => root, id: 'frame', component: Frame,
  beforeLoad: async ({ location }) => {
    try {
      const me = await queries.ensureQueryData(meQuery);
      if (me.passwordExpired && location.pathname !== '/password') throw redirect({ to: '/password' });
    } catch (e) {
      if (e instanceof ApiProblem && e.status === 401) throw redirect({ to: '/sign-in', search: { back: location.href } });
      throw e;
    }
  },
});

const home = createRoute({ getParentRoute: () => frame, path: '/', component: lazyRouteComponent(() => import('./pages/Home'), 'Home') });
const password = createRoute({ getParentRoute: () => frame, path: '/password', component: lazyRouteComponent(() => import('./pages/Password'), 'Password') });
const customers = createRoute({
  getParentRoute: () => frame, path: '/customers', component: lazyRouteComponent(() => import('./pages/Customers'), 'Customers'),
  validateSearch: (s: Record<string, unknown>): ListSearch => ({
    text: text(s.text), level: list(s.level), status: list(s.status), industry: list(s.industry), manager: list(s.manager), unit: list(s.unit), billed: text(s.billed), share: text(s.share), sort: text(s.sort), descending: s.descending === true ? true : undefined, columns: list(s.columns),
  }),
});
const fresh = createRoute({ getParentRoute: () => frame, path: '/customers/new', component: lazyRouteComponent(() => import('./pages/customer/Edit'), 'Fresh') });
const customerImport = createRoute({
  getParentRoute: () => frame, path: '/customers/import', component: lazyRouteComponent(() => import('./pages/imports/Import'), 'Import'),
  validateSearch: (s: Record<string, unknown>): { id?: string; state?: string; problem?: string } => ({ id: key(s.id), state: text(s.state), problem: text(s.problem) }),
});
const customer = createRoute({
  getParentRoute: () => frame, path: '/customers/$no', component: lazyRouteComponent(() => import('./pages/customer/CustomerPage'), 'CustomerPage'),
  validateSearch: (s: Record<string, unknown>): { tab?: string; kinds?: string; month?: string; text?: string } => ({ tab: text(s.tab), kinds: text(s.kinds), month: text(s.month), text: text(s.text) }),
});
const edit = createRoute({ getParentRoute: () => frame, path: '/customers/$no/edit', component: lazyRouteComponent(() => import('./pages/customer/Edit'), 'Edit') });
const orders = createRoute({
  getParentRoute: () => frame, path: '/orders', component: lazyRouteComponent(() => import('./pages/orders/Orders'), 'Orders'),
  validateSearch: (s: Record<string, unknown>): OrderSearch => ({
    text: key(s.text), customer: key(s.customer), state: list(s.state), manager: key(s.manager), step: text(s.step), unit: list(s.unit), open: yes(s.open), late: yes(s.late), predicted: yes(s.predicted), failed: yes(s.failed), from: text(s.from), to: text(s.to), parent: key(s.parent), sort: text(s.sort),
    descending: typeof s.descending === 'boolean' ? s.descending : undefined, columns: list(s.columns),
  }),
});
const orderForm = createRoute({
  getParentRoute: () => frame, path: '/orders/new', component: lazyRouteComponent(() => import('./pages/orders/OrderForm'), 'OrderForm'),
  validateSearch: (s: Record<string, unknown>): { customer?: string; action?: string; line?: string; amend?: string } => ({ customer: key(s.customer), action: text(s.action), line: key(s.line), amend: key(s.amend) }),
});
const order = createRoute({
  getParentRoute: () => frame, path: '/orders/$no', component: lazyRouteComponent(() => import('./pages/orders/OrderPage'), 'OrderPage'),
  validateSearch: (s: Record<string, unknown>): { step?: string; tab?: string } => ({ step: key(s.step), tab: text(s.tab) }),
});
const tasks = createRoute({
  getParentRoute: () => frame, path: '/tasks', component: lazyRouteComponent(() => import('./pages/orders/Tasks'), 'Tasks'),
  validateSearch: (s: Record<string, unknown>): { role?: string; mine?: boolean; customer?: string } => ({ role: text(s.role), mine: yes(s.mine), customer: key(s.customer) }),
});
const fallout = createRoute({
  getParentRoute: () => frame, path: '/fallout', component: lazyRouteComponent(() => import('./pages/orders/Tasks'), 'Fallout'), validateSearch: (s: Record<string, unknown>): { role?: string } => ({ role: text(s.role) }),
});
const templates = createRoute({ getParentRoute: () => frame, path: '/templates', component: lazyRouteComponent(() => import('./pages/templates/Templates'), 'Templates') });
const designer = createRoute({
  getParentRoute: () => frame, path: '/templates/$name', component: lazyRouteComponent(() => import('./pages/templates/Designer'), 'Designer'), validateSearch: (s: Record<string, unknown>): { version?: number } => ({ version: Number(s.version) || undefined }),
});
const warnings = createRoute({
  getParentRoute: () => frame, path: '/warnings', component: lazyRouteComponent(() => import('./pages/warnings/Warnings'), 'Warnings'),
  validateSearch: (s: Record<string, unknown>): WarningSearch => ({ text: key(s.text), state: list(s.state), severity: list(s.severity), kind: list(s.kind), unit: text(s.unit), customer: key(s.customer), order: key(s.order), manager: key(s.manager), owner: key(s.owner), overdue: yes(s.overdue), mine: yes(s.mine), by: text(s.by), columns: list(s.columns) }),
});
const warning = createRoute({ getParentRoute: () => frame, path: '/warnings/$id', component: lazyRouteComponent(() => import('./pages/warnings/WarningPage'), 'WarningPage') });
const warningRules = createRoute({ getParentRoute: () => frame, path: '/warning-rules', component: lazyRouteComponent(() => import('./pages/warnings/Rules'), 'Rules'), validateSearch: (s: Record<string, unknown>): { rule?: string } => ({ rule: text(s.rule) }) });
const specialDays = createRoute({
  getParentRoute: () => frame, path: '/special-days', component: lazyRouteComponent(() => import('./pages/warnings/Calendar'), 'Calendar'), validateSearch: (s: Record<string, unknown>): { month?: string } => ({ month: /^\d{4}-\d{2}$/.test(String(s.month)) ? String(s.month) : undefined }),
});
const users = createRoute({
  getParentRoute: () => frame, path: '/users', component: lazyRouteComponent(() => import('./pages/Users'), 'Users'),
  validateSearch: (s: Record<string, unknown>): { text?: string; role?: string; user?: string } => ({ text: text(s.text), role: text(s.role), user: text(s.user) }),
});
const message = createRoute({ getParentRoute: () => frame, path: '/messages/$id', component: lazyRouteComponent(() => import('./pages/MessageDrawer'), 'MessagePage') });
const purge = createRoute({ getParentRoute: () => frame, path: '/purge', component: lazyRouteComponent(() => import('./pages/Purge'), 'Purge') });
const audit = createRoute({
  getParentRoute: () => frame, path: '/audit', component: lazyRouteComponent(() => import('./pages/Audit'), 'Audit'),
  validateSearch: (s: Record<string, unknown>): { who?: string; what?: string; on?: string; text?: string } => ({ who: text(s.who), what: text(s.what), on: text(s.on), text: text(s.text) }),
});

export const router = createRouter({ routeTree: root.addChildren([signIn, frame.addChildren([home, password, customers, fresh, customerImport, customer, edit, orders, orderForm, order, tasks, fallout, templates, designer, warnings, warning, warningRules, specialDays, users, audit, message, purge])]), defaultPreload: 'intent', scrollRestoration: true, defaultPendingMs: 300 });

api.onSessionOver = (problem) => {
  queries.removeQueries({ queryKey: ['me'] });
  if (router.state.location.pathname === '/sign-in') return;
  if (problem.code === 'password.expired') void router.navigate({ to: '/password' });
  else void router.navigate({ to: '/sign-in', search: { back: router.state.location.href } });
};

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}

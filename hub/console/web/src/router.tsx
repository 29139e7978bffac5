import { ApiProblem, Failed } from '@integration/web-kit';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { meQuery, onSessionOver, queries } from './api/client';
import { Frame } from './Frame';

// Addresses may hold numbers where texts are meant: an order number of digits alone.
const text = (value: unknown) => (typeof value === 'number' ? String(value) : typeof value === 'string' && value !== '' ? value : undefined);

export interface MessageSearch { q?: string; range?: string; open?: string }

/** Signing in is the site's affair; it leads back here. */
const signIn = () => {
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?back=${encodeURIComponent(here)}`);
  return new Promise<never>(() => {});
};

const root = createRootRoute({ errorComponent: ({ error, reset }) => <Failed error={error} retry={reset} /> });
const frame = createRoute({
  getParentRoute: () => root, id: 'frame', component: Frame,
  beforeLoad: async () => {
    try {
      const me = await queries.ensureQueryData(meQuery);
      if (me.passwordExpired) window.location.assign('/password');
    } catch (e) {
      if (e instanceof ApiProblem && e.status === 401) await signIn();
      throw e;
    }
  },
});

const map = createRoute({ getParentRoute: () => frame, path: '/', component: lazyRouteComponent(() => import('./pages/FlowMap'), 'FlowMap'), validateSearch: (s: Record<string, unknown>): { link?: string } => ({ link: text(s.link) }) });
const messages = createRoute({
  getParentRoute: () => frame, path: '/messages', component: lazyRouteComponent(() => import('./pages/messages/Messages'), 'Messages'),
  validateSearch: (s: Record<string, unknown>): MessageSearch => ({ q: text(s.q), range: text(s.range), open: text(s.open) }),
});
const message = createRoute({
  getParentRoute: () => frame, path: '/messages/$id', component: lazyRouteComponent(() => import('./pages/messages/MessagePage'), 'MessagePage'),
  validateSearch: (s: Record<string, unknown>): { field?: string; clear?: boolean } => ({ field: text(s.field), clear: s.clear === true || undefined }),
});
const story = createRoute({ getParentRoute: () => frame, path: '/keys/$value', component: lazyRouteComponent(() => import('./pages/Story'), 'Story'), validateSearch: (s: Record<string, unknown>): { kind?: string; open?: string } => ({ kind: text(s.kind), open: text(s.open) }) });
const failures = createRoute({
  getParentRoute: () => frame, path: '/failures', component: lazyRouteComponent(() => import('./pages/failures/Failures'), 'Failures'),
  validateSearch: (s: Record<string, unknown>): { q?: string; system?: string; sort?: string } => ({ q: text(s.q), system: text(s.system), sort: text(s.sort) }),
});
const failure = createRoute({ getParentRoute: () => frame, path: '/failures/$group', component: lazyRouteComponent(() => import('./pages/failures/GroupPage'), 'GroupPage') });
const runs = createRoute({ getParentRoute: () => frame, path: '/runs', component: lazyRouteComponent(() => import('./pages/failures/Runs'), 'Runs') });
const run = createRoute({ getParentRoute: () => frame, path: '/runs/$run', component: lazyRouteComponent(() => import('./pages/failures/Runs'), 'RunPage') });
const edits = createRoute({ getParentRoute: () => frame, path: '/edits', component: lazyRouteComponent(() => import('./pages/edits/Edits'), 'Edits'), validateSearch: (s: Record<string, unknown>): { state?: string } => ({ state: text(s.state) }) });
const mappings = createRoute({ getParentRoute: () => frame, path: '/mappings', component: lazyRouteComponent(() => import('./pages/mappings/Mappings'), 'Mappings'), validateSearch: (s: Record<string, unknown>): { text?: string } => ({ text: text(s.text) }) });
const mappingFile = createRoute({ getParentRoute: () => frame, path: '/mappings/file', component: lazyRouteComponent(() => import('./pages/mappings/FilePage'), 'FilePage'), validateSearch: (s: Record<string, unknown>): { path: string } => ({ path: text(s.path) ?? '' }) });
const endpoints = createRoute({ getParentRoute: () => frame, path: '/endpoints', component: lazyRouteComponent(() => import('./pages/endpoints/Endpoints'), 'Endpoints'), validateSearch: (s: Record<string, unknown>): { text?: string; bad?: boolean } => ({ text: text(s.text), bad: s.bad === true || undefined }) });
const endpoint = createRoute({ getParentRoute: () => frame, path: '/endpoints/$name', component: lazyRouteComponent(() => import('./pages/endpoints/EndpointPage'), 'EndpointPage') });
const files = createRoute({
  getParentRoute: () => frame, path: '/files', component: lazyRouteComponent(() => import('./pages/files/Files'), 'Files'),
  validateSearch: (s: Record<string, unknown>): { interface?: string; state?: string; open?: string } => ({ interface: text(s.interface), state: text(s.state), open: text(s.open) }),
});
const calendar = createRoute({ getParentRoute: () => frame, path: '/files/calendar', component: lazyRouteComponent(() => import('./pages/files/Calendar'), 'Calendar'), validateSearch: (s: Record<string, unknown>): { month?: string } => ({ month: text(s.month) }) });
const figures = createRoute({
  getParentRoute: () => frame, path: '/figures', component: lazyRouteComponent(() => import('./pages/Figures'), 'Figures'), validateSearch: (s: Record<string, unknown>): { interface?: string; span?: string; tab?: string } => ({ interface: text(s.interface), span: text(s.span), tab: text(s.tab) }),
});
const alerts = createRoute({ getParentRoute: () => frame, path: '/alerts', component: lazyRouteComponent(() => import('./pages/Alerts'), 'Alerts'), validateSearch: (s: Record<string, unknown>): { tab?: string } => ({ tab: text(s.tab) }) });

export const router = createRouter({ routeTree: root.addChildren([frame.addChildren([map, messages, message, story, failures, failure, runs, run, edits, mappings, mappingFile, endpoints, endpoint, files, calendar, figures, alerts])]), basepath: '/ops', defaultPreload: 'intent', scrollRestoration: true, defaultPendingMs: 300 });

onSessionOver((code) => {
  queries.removeQueries({ queryKey: ['me'] });
  if (code === 'password.expired') window.location.assign('/password');
  else void signIn();
});

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}

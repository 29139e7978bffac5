/** What went wrong at one field of a form. */
export interface FieldProblem { field: string; code: string; args?: Record<string, string> }

/** An answer of the API that is not a success, or no answer at all (status 0). */
export class ApiProblem extends Error {
  constructor(readonly status: number, readonly code: string, title: string, readonly body: Record<string, unknown> = {}) {
    super(title);
    this.name = 'ApiProblem';
  }

  get fields(): FieldProblem[] {
    return Array.isArray(this.body.errors) ? (this.body.errors as FieldProblem[]) : [];
  }
}

export interface Answer<T> { data: T; etag: string | null }

type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>;

export interface Asked { query?: Query; body?: unknown; ifMatch?: string; signal?: AbortSignal }

/** Speaks to the API of the page's own site: the session is a cookie, its token goes with everything that changes something. */
export class ApiClient {
  private token = '';

  /** Called when the session is over, so that the app can ask for a sign-in without losing the page. */
  onSessionOver: (problem: ApiProblem) => void = () => {};

  /** @param root Under which the API stands. */
  constructor(private readonly send: typeof fetch = (...args) => fetch(...args), readonly root = '/api') {}

  useToken(token: string): void {
    this.token = token;
  }

  async get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
    return (await this.ask<T>('GET', path, { query, signal })).data;
  }

  async ask<T>(method: string, path: string, { query, body, ifMatch, signal }: Asked = {}): Promise<Answer<T>> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (method !== 'GET' && this.token) headers['X-Hub-Token'] = this.token;
    // A form with a file says its own type, with the boundary that only the browser knows.
    const form = body instanceof FormData;
    if (body !== undefined && !form) headers['Content-Type'] = 'application/json';
    if (ifMatch) headers['If-Match'] = ifMatch;
    let response: Response;
    try {
      response = await this.send(`${this.root}${path}${queryText(query)}`, { method, headers, body: form ? body : body === undefined ? undefined : JSON.stringify(body), signal, credentials: 'same-origin' });
    } catch (e) {
      if (e instanceof DOMException && e.name === 'AbortError') throw e;
      throw new ApiProblem(0, 'connection.lost', String(e));
    }
    if (!response.ok) throw this.seen(await problemOf(response));
    const text = response.status === 204 ? '' : await response.text();
    return { data: (text ? JSON.parse(text) : undefined) as T, etag: response.headers.get('ETag') };
  }

  private seen(problem: ApiProblem): ApiProblem {
    if (problem.code === 'session.none' || problem.code === 'password.expired') this.onSessionOver(problem);
    return problem;
  }
}

export function queryText(query: Query | undefined): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null && one !== '' && one !== false) parts.append(name, String(one));
  const text = parts.toString();
  return text ? `?${text}` : '';
}

async function problemOf(response: Response): Promise<ApiProblem> {
  try {
    const body = (await response.json()) as Record<string, unknown>;
    return new ApiProblem(response.status, String(body.code ?? `status.${response.status}`), String(body.title ?? response.statusText), body);
  } catch {
    // A proxy or a stopped server answers with a page of its own.
    return new ApiProblem(response.status, `status.${response.status}`, response.statusText);
  }
}

/** Made once per form: the same form handed in twice is done once. */
export function requestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}

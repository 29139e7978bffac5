import { describe, expect, it } from 'vitest';
import { ApiClient, ApiProblem, queryText, requestId } from './client';

const answering = (response: () => Response) => {
  const seen: [string, RequestInit][] = [];
  const client = new ApiClient((async (url: string, init: RequestInit) => {
    seen.push([url, init]);
    return response();
  }) as typeof fetch);
  return { client, seen };
};

describe('the API client', () => {
  it('sends the token with what changes something, and only then', async () => {
    const { client, seen } = answering(() => new Response(null, { status: 204 }));
    client.useToken('t1');
    await client.get('/me');
    await client.ask('PUT', '/me/language', { body: { language: 'en' }, ifMatch: '"7"' });
    expect(seen[0]![1].headers).not.toHaveProperty('X-Hub-Token');
    expect(seen[1]![1].headers).toMatchObject({ 'X-Hub-Token': 't1', 'If-Match': '"7"' });
  });
  it('hands a problem over with its fields', async () => {
    const { client } = answering(() => new Response(JSON.stringify({ code: 'input.invalid', title: 'x', errors: [{ field: 'contacts[1].name', code: 'required' }] }), { status: 422 }));
    const problem = await client.get('/x').catch((e: unknown) => e);
    expect(problem).toBeInstanceOf(ApiProblem);
    expect((problem as ApiProblem).fields).toEqual([{ field: 'contacts[1].name', code: 'required' }]);
  });
  it('says when the session is over', async () => {
    const { client } = answering(() => new Response(JSON.stringify({ code: 'session.none' }), { status: 401 }));
    let over = '';
    client.onSessionOver = (p) => (over = p.code);
    await client.get('/x').catch(() => {});
    expect(over).toBe('session.none');
  });
  it('says that the connection is lost rather than failing with a bare error', async () => {
    const client = new ApiClient((() => Promise.reject(new TypeError('down'))) as typeof fetch);
    await expect(client.get('/x')).rejects.toMatchObject({ status: 0, code: 'connection.lost' });
  });
  it('survives an answer that is no problem document', async () => {
    const { client } = answering(() => new Response('<html>', { status: 502 }));
    await expect(client.get('/x')).rejects.toMatchObject({ status: 502, code: 'status.502' });
  });
  it('leaves empty filters out and repeats those with several values', () => {
    expect(queryText({ text: '银行', level: ['gold', 'silver'], after: undefined, sort: '' })).toBe('?text=%E9%93%B6%E8%A1%8C&level=gold&level=silver');
  });
  it('makes a request id that fits the API', () => expect(requestId()).toMatch(/^[0-9a-f]{32}$/));
});

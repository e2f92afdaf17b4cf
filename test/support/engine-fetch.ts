/** `fetch`, which takes no address that signs in by itself, for one that does. */
export const engineFetch = (address: string, init: RequestInit = {}): Promise<Response> => {
  const url = new URL(address);
  const { username, password } = url;
  if (username === '') return fetch(url, init);
  Object.assign(url, { username: '', password: '' });
  const headers = new Headers(init.headers);
  headers.set('authorization', `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`);
  return fetch(url, { ...init, headers });
};

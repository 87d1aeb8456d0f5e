// Who is signed in. The browser holds the tokens in cookies that this script cannot read.

async function post(path, body) {
  return fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

async function complaint(response) {
  try {
    const problem = await response.json();
    const violations = (problem.violations ?? []).map(each => each.message);
    return violations.length > 0 ? violations.join(' ') : problem.detail ?? problem.title;
  } catch {
    return `The server answered with status ${response.status}.`;
  }
}

/** Fetches as the one signed in; gets a fresh access token where the present one has ended. */
export async function fetchSignedIn(path) {
  const response = await fetch(path);
  return response.status === 401 && (await refresh()) ? fetch(path) : response;
}

/** Trades the refresh cookie for a fresh access cookie; false if one has to sign in again. */
export async function refresh() {
  return (await post('/api/auth/refresh')).ok;
}

/** The account signed in, or null. */
export async function whoIsSignedIn() {
  const response = await fetchSignedIn('/api/auth/me');
  return response.ok ? response.json() : null;
}

/** Signs in, after creating the account if that is the intent. Returns null, or what is wrong. */
export async function signIn(intent, username, password) {
  if (intent === 'register') {
    const created = await post('/api/auth/register', { username, password });
    if (!created.ok) {
      return complaint(created);
    }
  }
  const response = await post('/api/auth/login', { username, password });
  return response.ok ? null : complaint(response);
}

export async function signOut() {
  await post('/api/auth/logout');
}

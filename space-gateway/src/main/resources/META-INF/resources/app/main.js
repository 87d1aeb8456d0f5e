// The page: signing in, and watching a stream.

import { fetchSignedIn, signIn, signOut, whoIsSignedIn } from './session.js';
import { StreamWatch } from './stream.js';
import { Trace } from './trace.js';

const FACTS_PERIOD_MILLIS = 5000;
const element = id => document.getElementById(id);

const trace = new Trace(element('trace'), element('leads'));
let streams = [];
let watch = null;

async function show() {
  const account = await whoIsSignedIn();
  element('account').hidden = account === null;
  element('sign-in-view').hidden = account !== null;
  element('monitor-view').hidden = account === null;
  if (account === null) {
    stopWatching();
    element('username').focus();
    return;
  }
  element('account-name').textContent = account.name;
  await listStreams();
  watchChosen();
}

async function listStreams() {
  const response = await fetchSignedIn('/api/ecg/streams?size=200');
  if (!response.ok) {
    return;
  }
  streams = (await response.json()).items;
  const picker = element('stream');
  const chosen = picker.value;
  picker.replaceChildren(...streams.map(stream => new Option(label(stream), stream.id)));
  if (streams.some(stream => stream.id === chosen)) {
    picker.value = chosen;
  }
  showFacts();
}

function label(stream) {
  const kind = stream.kind === 'recording' ? 'recording' : 'synthetic';
  return `${stream.title} (${kind}, ${stream.leads.map(lead => lead.name).join(', ')})`;
}

function chosenStream() {
  return streams.find(stream => stream.id === element('stream').value);
}

function showFacts() {
  const stream = chosenStream();
  const viewers = stream.viewers === 1 ? '1 viewer' : `${stream.viewers} viewers`;
  element('facts').textContent = `${stream.sampling_frequency_hz} Hz · ${viewers}`;
}

function watchChosen() {
  stopWatching();
  trace.clear();
  watch = new StreamWatch(chosenStream(), {
    onFrame: frame => trace.add(frame.times, frame.leads ?? { [chosenStream().leads[0].name]: frame.points }),
    onState: text => { element('connection').textContent = text; },
    onSignedOut: show,
  });
}

function stopWatching() {
  watch?.stop();
  watch = null;
}

element('sign-in-form').addEventListener('submit', async event => {
  event.preventDefault();
  const form = new FormData(event.target, event.submitter);
  const wrong = await signIn(form.get('intent'), form.get('username'), form.get('password'));
  element('sign-in-error').textContent = wrong ?? '';
  element('sign-in-error').hidden = wrong === null;
  if (wrong === null) {
    event.target.reset();
    await show();
  }
});

element('sign-out').addEventListener('click', async () => {
  stopWatching();
  await signOut();
  await show();
});

element('stream').addEventListener('change', () => {
  showFacts();
  watchChosen();
});

setInterval(() => watch !== null && listStreams(), FACTS_PERIOD_MILLIS);
show();

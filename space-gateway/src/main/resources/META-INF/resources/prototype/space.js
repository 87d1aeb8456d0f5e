// Submits a space's form and shows what becomes of it, without leaving the page.

const POLL_MILLIS = 1000;
const form = document.getElementById('request');
const progress = document.getElementById('progress');
const result = document.getElementById('result');

function say(text, isError = false) {
  progress.hidden = false;
  progress.textContent = text;
  progress.classList.toggle('error', isError);
}

function show(outcome) {
  result.hidden = false;
  result.textContent = typeof outcome?.text === 'string' ? outcome.text : JSON.stringify(outcome, null, 2);
}

const pause = () => new Promise(resolve => setTimeout(resolve, POLL_MILLIS));

async function follow(id) {
  for (;;) {
    const response = await fetch(`/websockets/status?request_id=${encodeURIComponent(id)}`);
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(answer.error);
    }
    say(answer.status);
    if (answer.status === 'completed') {
      return show(answer.result);
    }
    if (answer.status === 'failed') {
      throw new Error(answer.result.error);
    }
    await pause();
  }
}

form?.addEventListener('submit', async event => {
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  result.hidden = true;
  say('submitting');
  try {
    const response = await fetch(form.action, { method: 'POST', body: new FormData(form) });
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(answer.error);
    }
    await follow(answer.request_id);
  } catch (failure) {
    say(failure.message, true);
  } finally {
    button.disabled = false;
  }
});

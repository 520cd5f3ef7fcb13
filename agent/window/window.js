/**
 * The agent's own window. A page opens it and hands its ask over by postMessage; the browser names the page's
 * origin, which goes to the agent with the ask. A PIN is typed here and goes to the agent, never to the page.
 */
const words = await (await fetch('/window/words.json')).json();
const page = window.opener;
const part = (id) => document.getElementById(id);
const form = part('form');
const pin = part('pin');

/** The browser's own until a page says in which it is shown. */
let language = navigator.language.startsWith('zh') ? 'zh-TW' : 'en';
/** The ask whose PIN is asked for: its number, the page's origin, and what the agent calls it. */
let current;
let busy = 0;

const say = (name) => words[name][language];
const post = async (name, body) => {
  const response = await fetch(`/window/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': language },
    body: JSON.stringify({ ...body, language }),
  });
  return response.json();
};
const answer = ({ id, origin }, given) => page?.postMessage({ evenhand: 1, id, answer: given }, origin);

const element = (name, text, className) => {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
};

const showWords = () => {
  document.documentElement.lang = language;
  document.title = say('title');
  part('title').textContent = say(current ? 'ask_pin' : 'title');
  part('pin-label').textContent = say('pin');
  part('pin-note').textContent = say('pin_note');
  part('confirm').textContent = say('confirm');
  part('cancel').textContent = say('cancel');
  part('readers-title').textContent = say('readers');
};

const note = (text) => {
  part('note').textContent = text;
};

const showWrong = (text) => {
  part('wrong').textContent = text;
  part('wrong').hidden = text === '';
  pin.setAttribute('aria-invalid', String(text !== ''));
};

const showForm = (facts) => {
  part('facts').replaceChildren(
    ...facts.flatMap(([name, text]) => [element('dt', say(name)), element('dd', text)]),
  );
  showWrong('');
  pin.value = '';
  form.hidden = false;
  part('readers').hidden = true;
  note('');
  showWords();
  pin.focus();
};

const hideForm = (text) => {
  current = undefined;
  pin.value = '';
  form.hidden = true;
  part('readers').hidden = false;
  showWords();
  note(text);
};

const setBusy = (now) => {
  for (const control of [pin, part('confirm'), part('cancel')]) control.disabled = now;
  note(now ? say('working') : '');
};

const lost = () => ({ ok: false, code: 'no_service', message: say('lost') });

const begin = async ({ id, origin, ask }) => {
  busy += 1;
  const isAtCards = !['status', 'wait', 'enrol'].includes(ask.ask);
  if (isAtCards) note(say('working'));
  const given = await post('ask', { ...ask, origin }).catch(lost);
  busy -= 1;
  if (!given.found) {
    answer({ id, origin }, given);
    if (isAtCards && !current) hideForm(given.ok ? say('waiting') : given.message);
    return;
  }
  current = { id, origin, prepared: given.found.id };
  showForm([
    ['who', origin],
    ['card', say(ask.card)],
    ['certificate', given.found.certificate],
  ]);
};

const cancel = async () => {
  if (!current) return;
  const cancelled = current;
  hideForm(say('working'));
  const given = await post('cancel', { id: cancelled.prepared }).catch(lost);
  answer(cancelled, given);
  note(given.message);
};

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (!current || pin.disabled) return;
  // Another ask may come while this one is at work.
  const asked = current;
  const typed = pin.value;
  pin.value = '';
  showWrong('');
  setBusy(true);
  const given = await post('pin', { id: asked.prepared, pin: typed }).catch(lost);
  setBusy(false);
  if (given.code === 'pin_wrong' || given.code === 'agent_busy') {
    showWrong(given.message);
    pin.focus();
    return;
  }
  answer(asked, given);
  if (current === asked) hideForm(given.ok ? say('done') : given.message);
});
part('cancel').addEventListener('click', cancel);
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !pin.disabled) cancel();
});

addEventListener('message', ({ source, origin, data }) => {
  if (!page || source !== page || data?.evenhand !== 1 || typeof data.id !== 'string') return;
  const { evenhand: _, id, language: wanted, ...ask } = data;
  language = wanted === 'en' ? 'en' : 'zh-TW';
  if (current && ask.ask === 'sign') cancel();
  begin({ id, origin, ask });
});
addEventListener('pagehide', () => {
  if (current) answer(current, { ok: false, code: 'cancelled', message: say('cancelled') });
});

const describe = ({ name, kind, state, reads, retries, failures }) => {
  const line = element('li', '');
  line.append(
    element('div', `${say(`state_${state}`)}　${say(`kind_${kind}`)}`),
    element('div', name),
    element(
      'div',
      `${say('reads')} ${reads}・${say('retries')} ${retries}・${say('failures')} ${failures}`,
      'counts',
    ),
  );
  return line;
};

const showReaders = ({ readers, advice }) => {
  const lines = readers.length === 0 && !advice ? [element('li', say('no_readers'))] : readers.map(describe);
  part('reader-list').replaceChildren(
    ...(advice ? [element('li', `! ${advice.message}`, 'advice')] : []),
    ...lines,
  );
};

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The readers as they are, for as long as the window stands open. */
const watch = async () => {
  let seen;
  for (;;) {
    const given = await post('watch', seen === undefined ? {} : { seen }).catch(lost);
    if (given.ok) {
      seen = given.status.seen;
      showReaders(given.status);
    } else {
      seen = undefined;
      if (!current && busy === 0) note(given.message);
      await pause(2_000);
    }
  }
};

hideForm(say('waiting'));
watch();
page?.postMessage({ evenhand: 1, ready: true }, '*');

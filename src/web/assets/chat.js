// @ts-check
/**
 * Owns the live page of a talk: sending without loading, files with progress, lines as they come. Everything here also works as a
 * plain form without this file. What is unsent lives in this tab only and goes with it.
 */

/** @typedef {{ key: string, sort: string, sentAs?: string, html: string }} Line */
/** @typedef {{ lines: Line[], cursor: string, language: string }} Delta */
/** @typedef {{ id: string, label: string, text?: string, payload?: string }} Unsent */

const stash = 'dong-hanh-unsent';
const draft = 'dong-hanh-draft';

/** @template {HTMLElement} T @param {string} selector @param {ParentNode} [within] @returns {T} */
const at = (selector, within = document) => {
  const found = within.querySelector(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return /** @type {T} */ (found);
};

const log = at('#log');
const token = log.dataset.token ?? '';
const template = /** @type {HTMLTemplateElement} */ (at('#pending'));
const words = template.dataset;
const say = /** @type {HTMLTextAreaElement} */ (at('#say'));
const newer = at('#newer');
document.documentElement.classList.add('js');

const newId = () => (crypto.randomUUID ? crypto.randomUUID() : Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(''));

/** As `findLastIndex`, which phones from before 2022 do not have. @template T @param {T[]} list @param {(one: T) => boolean} test */
const lastAt = (list, test) => {
  for (let i = list.length - 1; i >= 0; i -= 1) if (test(/** @type {T} */ (list[i]))) return i;
  return -1;
};
/** What a refusal says; a proxy in between may answer with something else. @param {string} text @returns {{ code?: string, message: string, seconds?: number }} */
const refusalIn = (text) => {
  try {
    return { message: words.failed, ...JSON.parse(text) };
  } catch {
    return { message: words.failed ?? '' };
  }
};

// — Lines in the order they happened —

let cursor = log.dataset.cursor ?? '';

const nearEnd = () => document.documentElement.scrollHeight - scrollY - innerHeight < 160;
const toEnd = () => {
  scrollTo(0, document.documentElement.scrollHeight);
  newer.hidden = true;
};

/** @param {HTMLElement} element @param {string} sort */
const place = (element, sort) => {
  element.dataset.sort = sort;
  let before = null;
  for (let other = log.lastElementChild; other instanceof HTMLElement; other = other.previousElementSibling) {
    if (other === element) continue;
    if (!other.dataset.sort || other.dataset.sort > sort) before = other;
    else break;
  }
  if (before ? element.nextElementSibling !== before : log.lastElementChild !== element) log.insertBefore(element, before);
};

/** A line that we showed while it was on its way becomes the stored one. @param {HTMLElement} pending @param {Line} line @param {HTMLElement} stored */
const settle = (pending, line, stored) => {
  pending.id = line.key;
  pending.className = 'line in';
  delete pending.dataset.pending;
  for (const name of ['.state', '.mend', 'progress']) pending.querySelector(name)?.remove();
  const time = stored.querySelector('time');
  if (time) pending.append(time);
  if (stored.dataset.file !== undefined) pending.dataset.file = '';
  place(pending, line.sort);
};

/** @param {Delta} delta */
const receive = (delta) => {
  const follow = nearEnd();
  let fresh = false;
  for (const line of delta.lines) {
    if (document.getElementById(line.key)) continue;
    const holder = document.createElement('template');
    // Made by our server from escaped text; never from what another person typed.
    holder.innerHTML = line.html;
    const stored = /** @type {HTMLElement} */ (holder.content.firstElementChild);
    const pending = line.sentAs ? log.querySelector(`[data-pending="${line.sentAs}"]`) : null;
    if (line.sentAs) unsent = unsent.filter(({ id }) => id !== line.sentAs);
    if (pending instanceof HTMLElement) settle(pending, line, stored);
    else {
      stored.classList.add('fresh');
      place(stored, line.sort);
      fresh = true;
    }
  }
  cursor = delta.cursor;
  keep();
  openLatest();
  document.querySelector('.waiting')?.remove();
  if (delta.language !== document.documentElement.lang && uploads.length === 0) return location.reload();
  if (follow) toEnd();
  else if (fresh) newer.hidden = false;
};

/** Buttons count at the last question only; the rule is told in `chat/talk.ts`. */
const openLatest = () => {
  const lines = /** @type {HTMLElement[]} */ ([...log.children]);
  const spoken = (/** @type {HTMLElement} */ line) => line.dataset.side === 'in' && line.dataset.file === undefined;
  const last = lastAt(lines, spoken);
  const answered = last < 0 || lines.slice(last).some((line) => line.dataset.side === 'out');
  const asking = answered ? lastAt(lines, (line) => line.dataset.asks !== undefined) : -1;
  const from = lastAt(lines.slice(0, Math.max(asking, 0)), spoken);
  lines.forEach((line, i) => {
    const buttons = line.querySelector('fieldset');
    const open = asking >= 0 && i > from && i <= asking && line.dataset.asks === lines[asking]?.dataset.asks;
    if (buttons && buttons.disabled === open) buttons.disabled = !open;
  });
};

// — Live: events, and asking when they fail —

const offline = at('#offline');
/** @type {EventSource | undefined} */
let source;
let patience = 1000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let retry;

const reachable = (/** @type {boolean} */ yes) => {
  offline.hidden = yes && navigator.onLine;
};

const listen = () => {
  clearTimeout(retry);
  source?.close();
  if (document.hidden) return;
  source = new EventSource(`/chat/events?after=${cursor}`);
  source.onmessage = (event) => receive(JSON.parse(event.data));
  source.onopen = () => {
    patience = 1000;
    reachable(true);
    void pump();
  };
  source.onerror = () => {
    // The browser comes back by itself from a cut; from a refusal it does not. Asking covers both meanwhile.
    if (source?.readyState === EventSource.CLOSED) {
      retry = setTimeout(listen, patience);
      patience = Math.min(patience * 2, 30_000);
    }
    void ask();
  };
};

const ask = async () => {
  try {
    const answer = await fetch(`/chat/lines?after=${cursor}`, { headers: { Accept: 'application/json' } });
    if (answer.status === 403) return location.reload();
    reachable(true);
    if (answer.ok) receive(await answer.json());
  } catch {
    reachable(false);
  }
};
setInterval(() => {
  if (!document.hidden && source?.readyState !== EventSource.OPEN) void ask();
}, 4000);

document.addEventListener('visibilitychange', () => (document.hidden ? source?.close() : listen()));
addEventListener('online', () => {
  listen();
  void pump();
  void carry();
});
addEventListener('offline', () => reachable(false));
// Back after leaving: the page must not come out of the browser's memory with another person's talk.
addEventListener('pageshow', (event) => event.persisted && location.reload());

// — Words and taps out, in order, each under its own id until it is stored —

/** @type {Unsent[]} */
let unsent = JSON.parse(sessionStorage.getItem(stash) ?? '[]');
let pumping = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;
let wait = 1000;

const keep = () => (unsent.length === 0 ? sessionStorage.removeItem(stash) : sessionStorage.setItem(stash, JSON.stringify(unsent)));

/** @param {string} id */
const bubble = (id) => {
  const line = /** @type {HTMLElement} */ (at('.line', /** @type {ParentNode} */ (template.content.cloneNode(true))));
  line.dataset.pending = id;
  log.append(line);
  return line;
};
/** @param {string} id @param {string | undefined} text */
const state = (id, text) => {
  const line = log.querySelector(`[data-pending="${id}"]`);
  if (line) at('.state', line).textContent = text ?? '';
};
/** What was refused stays where it was said, with the reason; the talk goes on below. @param {HTMLElement} line @param {string} message */
const failed = (line, message) => {
  line.classList.add('failed');
  at('.state', line).textContent = message;
  const stored = /** @type {HTMLElement[]} */ ([...log.querySelectorAll('[data-sort]')]);
  line.dataset.sort = `${stored[stored.length - 1]?.dataset.sort ?? ''}~`;
};

/** @param {Unsent} item */
const showUnsent = (item) => {
  const text = at('.text', bubble(item.id));
  text.textContent = item.label;
  text.hidden = false;
  state(item.id, words.sending);
};

/** @param {Omit<Unsent, 'id'>} item */
const send = (item) => {
  const whole = { id: newId(), ...item };
  unsent.push(whole);
  keep();
  showUnsent(whole);
  openLatest();
  toEnd();
  void pump();
};

const pump = async () => {
  if (pumping) return;
  pumping = true;
  clearTimeout(later);
  try {
    for (let item = unsent[0]; item; item = unsent[0]) {
      const { id, text, payload } = item;
      const outcome = await post({ id, text, payload });
      if (outcome.again > 0) {
        for (const left of unsent) state(left.id, outcome.message ?? words.waiting);
        later = setTimeout(pump, outcome.again);
        wait = Math.min(wait * 2, 30_000);
        return;
      }
      wait = 1000;
      if (outcome.message === undefined) state(id, words.sent);
      else offerAgain(item, outcome.message);
      unsent = unsent.filter((other) => other.id !== id);
      keep();
    }
  } finally {
    pumping = false;
  }
};

/** @param {object} body @returns {Promise<{ again: number, message?: string }>} `again`: milliseconds to wait for the next try; 0: over */
const post = async (body) => {
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), 20_000);
  try {
    const answer = await fetch('/chat/send', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-Form-Token': token },
      body: JSON.stringify(body),
      signal: cut.signal,
    });
    reachable(true);
    if (answer.ok) return { again: 0 };
    if (answer.status >= 500) return { again: wait };
    const said = refusalIn(await answer.text());
    return answer.status === 429 ? { again: (said.seconds ?? 5) * 1000, message: said.message } : { again: 0, message: said.message };
  } catch {
    reachable(false);
    return { again: wait };
  } finally {
    clearTimeout(timer);
  }
};

/** To be sent again, under a new id, or dropped. @param {Unsent} item @param {string} message */
const offerAgain = (item, message) => {
  const line = log.querySelector(`[data-pending="${item.id}"]`);
  if (!(line instanceof HTMLElement)) return;
  failed(line, message);
  mend(line, () => send({ label: item.label, ...(item.text === undefined ? {} : { text: item.text }), ...(item.payload === undefined ? {} : { payload: item.payload }) }));
};
/** @param {HTMLElement} line @param {() => void} again */
const mend = (line, again) => {
  const buttons = at('.mend', line);
  buttons.hidden = false;
  at('.again', buttons).onclick = () => {
    line.remove();
    again();
  };
  at('.drop', buttons).onclick = () => {
    line.remove();
    openLatest();
  };
};

const grow = () => {
  if (CSS.supports('field-sizing', 'content')) return;
  say.style.height = 'auto';
  say.style.height = `${say.scrollHeight}px`;
};
const answer = () => {
  const text = say.value.trim();
  if (text === '') return;
  say.value = '';
  sessionStorage.removeItem(draft);
  grow();
  send({ label: text, text });
};
say.addEventListener('input', () => {
  sessionStorage.setItem(draft, say.value);
  grow();
});
say.addEventListener('keydown', (event) => {
  // While a Vietnamese keyboard is still composing a word, Enter belongs to it.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  answer();
});

document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.id === 'leave') return leave(event);
  if (form.id === 'files' || !form.action.endsWith('/chat/send')) return;
  event.preventDefault();
  if (form.id === 'answer') return answer();
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  if (!button) return;
  document.querySelector('.menu')?.removeAttribute('open');
  if (button.name === 'payload') send({ label: button.textContent?.trim() ?? '', payload: button.value });
  else send({ label: button.value, text: button.value });
});
document.addEventListener('click', (event) => {
  const menu = document.querySelector('.menu[open]');
  if (menu && !menu.contains(/** @type {Node} */ (event.target))) menu.removeAttribute('open');
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') document.querySelector('.menu[open]')?.removeAttribute('open');
});

// — Files out, one at a time, with progress —

/** @type {{ id: string, file: File, group?: string, tries: number }[]} */
const uploads = [];
let carrying = false;

const picker = /** @type {HTMLInputElement} */ (at('#file'));
picker.addEventListener('change', () => {
  const files = [...(picker.files ?? [])];
  const group = files.length > 1 ? { group: newId() } : {};
  for (const file of files) take(file, group);
  picker.value = '';
  toEnd();
  void carry();
});

/** @param {File} file @param {{ group?: string }} group */
const take = (file, group) => {
  const upload = { id: newId(), file, tries: 0, ...group };
  const line = bubble(upload.id);
  line.dataset.file = '';
  at('.file', line).hidden = false;
  at('.file span', line).textContent = file.name;
  if (file.size > Number(log.dataset.largest)) return refused(line, words.tooBig ?? '');
  if (file.type.startsWith('image/')) {
    const picture = /** @type {HTMLImageElement} */ (at('img', line));
    picture.src = URL.createObjectURL(file);
    picture.onload = () => {
      picture.hidden = false;
      if (nearEnd()) toEnd();
    };
  }
  at('progress', line).hidden = false;
  state(upload.id, words.waiting);
  uploads.push(upload);
};

/** @param {HTMLElement} line @param {string} message */
const refused = (line, message) => {
  line.querySelector('progress')?.remove();
  failed(line, message);
  at('.mend', line).hidden = false;
  at('.again', line).hidden = true;
  at('.drop', line).onclick = () => line.remove();
  toEnd();
};

const carry = async () => {
  if (carrying) return;
  carrying = true;
  try {
    for (let upload = uploads[0]; upload; upload = uploads[0]) {
      const outcome = await put(upload);
      if (outcome.again > 0) {
        upload.tries += 1;
        state(upload.id, words.waiting);
        setTimeout(carry, outcome.again);
        return;
      }
      uploads.shift();
      const line = log.querySelector(`[data-pending="${upload.id}"]`);
      if (outcome.message !== undefined && line instanceof HTMLElement) refused(line, outcome.message);
      else state(upload.id, words.sent);
    }
  } finally {
    carrying = false;
  }
};

/** @param {{ id: string, file: File, group?: string, tries: number }} upload @returns {Promise<{ again: number, message?: string }>} */
const put = ({ id, file, group, tries }) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const bar = /** @type {HTMLProgressElement | null} */ (log.querySelector(`[data-pending="${id}"] progress`));
    const again = Math.min(1000 * 2 ** tries, 30_000);
    state(id, words.sending);
    request.open('PUT', '/chat/upload');
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('X-Form-Token', token);
    request.setRequestHeader('X-Message-Id', id);
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
    if (group) request.setRequestHeader('X-Group', group);
    request.upload.onprogress = (event) => {
      if (bar && event.lengthComputable) bar.value = event.loaded / event.total;
    };
    request.onerror = () => {
      reachable(false);
      resolve({ again });
    };
    request.onload = () => {
      reachable(true);
      if (request.status < 300) return resolve({ again: 0 });
      if (request.status >= 500) return resolve({ again });
      const said = refusalIn(request.responseText);
      if (request.status === 429) return resolve({ again: (said.seconds ?? 5) * 1000 });
      resolve(said.code === 'upload_cut' ? { again } : { again: 0, message: said.message });
    };
    request.send(file);
  });

// — Leaving in a hurry —

/** @param {SubmitEvent} event */
const leave = (event) => {
  event.preventDefault();
  sessionStorage.clear();
  document.body.replaceChildren();
  const away = () => location.replace(log.dataset.exit ?? 'about:blank');
  // Nobody waits for a slow line: the request outlives the page.
  void fetch('/chat/leave', { method: 'POST', keepalive: true }).then(away, away);
  setTimeout(away, 400);
};

newer.addEventListener('click', toEnd);
addEventListener(
  'scroll',
  () => {
    if (nearEnd()) newer.hidden = true;
  },
  { passive: true },
);

say.value = sessionStorage.getItem(draft) ?? '';
// What was stored while its answer got lost is on the page already.
unsent = unsent.filter(({ id }) => !log.querySelector(`[data-sent-as="${id}"]`));
keep();
for (const item of unsent) showUnsent(item);
grow();
openLatest();
toEnd();
listen();
void pump();

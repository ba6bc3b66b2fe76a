/** What the desk does beyond its forms: live parts, keys, drafts, sending without leaving the page. Everything works without it. */
const root = document.querySelector('[data-events]');
const thread = document.getElementById('thread');
const typing = () => /^(input|textarea|select)$/i.test(document.activeElement?.tagName ?? '');
const node = (html) => {
  const box = document.createElement('template');
  box.innerHTML = html.trim();
  return box.content.firstElementChild;
};
const atEnd = () => thread !== null && thread.scrollHeight - thread.scrollTop - thread.clientHeight < 80;
const toEnd = () => thread?.scrollTo({ top: thread.scrollHeight });
if (thread !== null && location.hash === '') toEnd();

/* Live: each event makes the page equal to the database. */
const put = ({ key, sort, html }) => {
  const fresh = node(html);
  const known = document.getElementById(key);
  if (known !== null) return known.outerHTML === fresh.outerHTML ? undefined : known.replaceWith(fresh);
  const next = [...thread.children].find((line) => line.dataset.sort > sort);
  return next === undefined ? thread.append(fresh) : next.before(fresh);
};
const redraw = (id, { html }) => {
  const known = document.getElementById(id);
  if (known === null) return;
  const fresh = node(html);
  if (known.contains(document.activeElement) && typing() && id !== 'compose') {
    known.dataset.late = html;
    return;
  }
  if (id === 'compose' && known.dataset.owner === fresh.dataset.owner && document.getElementById('reply') !== null) {
    // The words under the hands stay; only what the page has seen moves on.
    return;
  }
  if (fresh.tagName === 'DETAILS') fresh.open = known.open;
  const open = [...known.querySelectorAll('details[open]')].map((one) => one.closest('[id]')?.id);
  known.replaceWith(fresh);
  for (const one of open)
    document
      .getElementById(one ?? '')
      ?.querySelector('details')
      ?.setAttribute('open', '');
};
const seen = () => {
  const last = (name) => Math.max(0, ...[...thread.querySelectorAll(`[data-${name}]`)].map((line) => Number(line.dataset[name])));
  const field = document.querySelector('#reply [name=seen]');
  // Seen means shown to somebody who looks: a hidden tab has seen nothing new.
  if (field !== null && document.visibilityState === 'visible') field.value = `i${last('in')}.o${last('out')}`;
};
const apply = (event) => {
  const delta = JSON.parse(event.data);
  const end = atEnd();
  for (const line of delta.lines) put(line);
  for (const [id, part] of Object.entries(delta.parts)) redraw(id, part);
  root.dataset.cursor = delta.cursor;
  if (thread !== null && delta.lines.length > 0) {
    seen();
    if (end) toEnd();
  }
};
let offline;
const say = (show) => {
  if (!show) {
    offline?.remove();
    offline = undefined;
  } else if (offline === undefined) {
    offline = document.createElement('p');
    offline.id = 'offline';
    offline.setAttribute('role', 'status');
    offline.textContent = document.documentElement.lang === 'en' ? 'Connection lost; trying again…' : 'Mất kết nối, đang thử lại…';
    document.body.append(offline);
  }
};
const listen = () => {
  const join = root.dataset.events.includes('?') ? '&' : '?';
  const source = new EventSource(`${root.dataset.events}${join}after=${encodeURIComponent(root.dataset.cursor)}`);
  source.onmessage = apply;
  source.onopen = () => say(false);
  source.onerror = () => {
    say(true);
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(listen, 3000);
  };
};
if (root !== null) listen();
document.addEventListener('focusout', () =>
  setTimeout(() => {
    for (const late of document.querySelectorAll('[data-late]')) if (!late.contains(document.activeElement)) late.replaceWith(node(late.dataset.late));
  }, 150),
);

let later;
/* Forms of the case: sent in place; what comes back is shown where it belongs. */
document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.closest('#case') === null || form.method !== 'post') return;
  event.preventDefault();
  if (form.id === 'reply') clearTimeout(later);
  const button = form.querySelector('button[type=submit]');
  if (button !== null) button.disabled = true;
  try {
    const multipart = form.enctype === 'multipart/form-data';
    const body = multipart ? new FormData(form) : new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: 'POST', body, redirect: 'follow' });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const id of ['status', 'compose']) {
      const fresh = page.getElementById(id);
      if (fresh !== null) document.getElementById(id)?.replaceWith(document.importNode(fresh, true));
    }
    // The act led away from the case, or the session ended: go where the form would have gone.
    if (page.getElementById('case') === null) return location.assign(answer.url);
    for (const line of page.querySelectorAll('#thread > li')) put({ key: line.id, sort: line.dataset.sort, html: line.outerHTML });
    for (const part of page.querySelectorAll('.part')) {
      const known = document.getElementById(part.id);
      if (known !== null && known.outerHTML !== part.outerHTML) redraw(part.id, { html: part.outerHTML });
    }
    if (answer.ok && form.id === 'reply') {
      toEnd();
      document.getElementById('words')?.focus();
    }
    if (answer.ok && (form.action.endsWith('/take') || form.id === 'reply')) document.getElementById('words')?.focus();
    if (!answer.ok) document.querySelector('[role=alert]')?.scrollIntoView({ block: 'nearest' });
  } catch {
    say(true);
  } finally {
    if (button !== null) button.disabled = false;
  }
});

/* Drafts and presence. */
document.addEventListener('input', (event) => {
  const words = event.target;
  if (!(words instanceof HTMLTextAreaElement) || words.dataset.draft === undefined) return;
  clearTimeout(later);
  later = setTimeout(() => keep(words), 800);
});
const keep = (words) => {
  const csrf = words.form.querySelector('[name=csrf]').value;
  return fetch(words.dataset.draft, { method: 'POST', body: new URLSearchParams({ csrf, text: words.value }) }).catch(() => say(true));
};
setInterval(() => {
  const words = document.querySelector('[data-draft]');
  if (words !== null && document.visibilityState === 'visible' && document.hasFocus()) void keep(words);
}, 120_000);
document.addEventListener('visibilitychange', () => {
  if (thread !== null) seen();
});

/* Canned answers: «/» in an empty field opens them; choosing one puts it at the cursor. */
document.addEventListener('change', (event) => {
  const list = event.target;
  if (!(list instanceof HTMLSelectElement) || list.id !== 'canned' || list.value === '') return;
  const words = document.getElementById('words');
  words.setRangeText(list.value, words.selectionStart, words.selectionEnd, 'end');
  list.value = '';
  words.focus();
  words.dispatchEvent(new Event('input', { bubbles: true }));
});

/* Keys: not while writing, but for Ctrl+Enter and Escape. */
const rows = () => [...document.querySelectorAll('.queue a')];
const step = (by) => {
  const all = rows();
  const at = all.indexOf(document.activeElement);
  all[Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
};
const help = () => {
  const known = document.getElementById('help-keys');
  if (known !== null) return known.showModal();
  const english = document.documentElement.lang === 'en';
  const box = document.createElement('dialog');
  box.id = 'help-keys';
  const keys = english
    ? {
        j: 'next case',
        k: 'case before',
        Enter: 'open it',
        t: 'take over',
        r: 'write',
        h: 'hand back',
        '/': 'search, or a canned answer while writing',
        'Ctrl+Enter': 'send',
        '?': 'this list',
      }
    : {
        j: 'việc kế tiếp',
        k: 'việc trước',
        Enter: 'mở việc',
        t: 'tiếp nhận',
        r: 'viết trả lời',
        h: 'chuyển lại cho trợ lý',
        '/': 'tìm, hoặc chèn câu mẫu khi đang viết',
        'Ctrl+Enter': 'gửi',
        '?': 'bảng này',
      };
  const list = document.createElement('dl');
  for (const [key, what] of Object.entries(keys)) {
    const term = document.createElement('dt');
    const mark = document.createElement('kbd');
    mark.textContent = key;
    term.append(mark);
    const text = document.createElement('dd');
    text.textContent = what;
    list.append(term, text);
  }
  const close = document.createElement('button');
  close.textContent = english ? 'Close' : 'Đóng';
  close.onclick = () => box.close();
  box.append(list, close);
  document.body.append(box);
  return box.showModal();
};
document.addEventListener('keydown', (event) => {
  const words = document.activeElement;
  if (words?.id === 'words') {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) words.form.requestSubmit();
    else if (event.key === 'Escape') words.blur();
    else if (event.key === '/' && words.value === '' && document.getElementById('canned') !== null) {
      const list = document.getElementById('canned');
      list.focus();
      list.showPicker?.();
    } else return;
    event.preventDefault();
    return;
  }
  if (typing() || event.ctrlKey || event.metaKey || event.altKey) return;
  const acts = { j: () => step(1), k: () => step(-1), r: () => document.getElementById('words')?.focus(), '?': help };
  const act =
    acts[event.key] ??
    (() => {
      const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (target === null) return false;
      if (target instanceof HTMLButtonElement) target.click();
      else target.focus();
    });
  if (act() !== false) event.preventDefault();
});

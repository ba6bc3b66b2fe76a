// @ts-check
/* Owns the upload page in a browser: files go piece by piece (tus), go on after a lost connection, and show what became of them. The same page is a plain form without this. */
(() => {
  /** @type {any} */
  const tus = /** @type {any} */ (window).tus;
  const form = document.querySelector('#pick');
  const list = document.querySelector('#files');
  const template = document.querySelector('#row');
  if (!(form instanceof HTMLFormElement) || !(list instanceof HTMLElement) || !(template instanceof HTMLTemplateElement)) return;
  if (!tus?.isSupported) return;
  document.documentElement.classList.add('js');
  const words = template.dataset;
  const base = form.dataset.base || location.pathname;
  const largest = Number(form.dataset.largest);
  /** One after the other: the order chosen is the order of the pages. */
  const AT_ONCE = 1;
  /** One piece: small enough for a weak line and for proxies that hold a request until it is whole. */
  const PIECE = 1024 * 1024;
  const RETRY = [0, 1000, 3000, 5000, 10000, 20000, 30000, 60000, 60000, 60000];

  /** @type {{ file: File, group: string, row: HTMLElement }[]} */
  const waiting = [];
  /** Uploads that stopped because the line is gone. @type {Set<() => void>} */
  const stalled = new Set();
  let running = 0;

  const part = (/** @type {HTMLElement} */ row, /** @type {string} */ what) => {
    const found = row.querySelector(what);
    if (!(found instanceof HTMLElement)) throw new Error(`the row has no ${what}`);
    return found;
  };
  const tell = (/** @type {HTMLElement} */ row, /** @type {string} */ state, /** @type {string | undefined} */ text) => {
    row.dataset.state = state;
    part(row, 'small').textContent = text || '';
    const progress = row.querySelector('progress');
    if (progress) progress.hidden = state !== 'sending' && state !== 'stalled';
    const again = row.querySelector('.again');
    if (again instanceof HTMLElement) again.hidden = state !== 'stalled';
  };

  const add = (/** @type {File} */ file, /** @type {string} */ group) => {
    const row = template.content.firstElementChild?.cloneNode(true);
    if (!(row instanceof HTMLElement)) return;
    part(row, 'b').textContent = file.name;
    list.append(row);
    const none = document.querySelector('#none');
    if (none instanceof HTMLElement) none.hidden = true;
    if (file.size > largest) return tell(row, 'refused', words.tooBig);
    tell(row, 'sending', words.sending);
    waiting.push({ file, group, row });
    next();
  };

  const next = () => {
    const one = running < AT_ONCE ? waiting.shift() : undefined;
    if (!one) return;
    running += 1;
    send(one.file, one.group, one.row, () => {
      running -= 1;
      next();
    });
    next();
  };

  /** @param {File} file @param {string} group @param {HTMLElement} row @param {() => void} over */
  const send = (file, group, row, over) => {
    const progress = row.querySelector('progress');
    const upload = new tus.Upload(file, {
      endpoint: `${base}/files`,
      chunkSize: PIECE,
      retryDelays: RETRY,
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name, group },
      headers: { 'X-Page-Language': document.documentElement.lang },
      onShouldRetry: (/** @type {any} */ error) => {
        const status = error.originalResponse ? error.originalResponse.getStatus() : 0;
        return status === 0 || status >= 500 || status === 409 || status === 423 || status === 429;
      },
      onProgress: (/** @type {number} */ sent, /** @type {number} */ all) => {
        if (progress) progress.value = all === 0 ? 0 : sent / all;
        if (row.dataset.state !== 'sending') tell(row, 'sending', words.sending);
      },
      onSuccess: () => {
        row.dataset.id = String(upload.url).split('/').pop() || '';
        tell(row, 'fetching', words.looking);
        over();
        look();
      },
      onError: (/** @type {any} */ error) => {
        const answer = error.originalResponse;
        if (answer && answer.getStatus() >= 400 && answer.getStatus() < 500) {
          tell(row, 'refused', messageIn(answer.getBody()) || (answer.getStatus() === 410 ? words.closed : words.failed));
          over();
          return;
        }
        tell(row, 'stalled', words.waiting);
        const goOn = () => {
          stalled.delete(goOn);
          tell(row, 'sending', words.sending);
          upload.start();
        };
        stalled.add(goOn);
        part(row, '.again').onclick = goOn;
      },
    });
    // A page that was closed half-way: the same file chosen again goes on where it stood.
    upload.findPreviousUploads().then(
      (/** @type {any[]} */ before) => {
        if (before[0]) upload.resumeFromPreviousUpload(before[0]);
        upload.start();
      },
      () => upload.start(),
    );
  };

  const messageIn = (/** @type {string} */ body) => {
    try {
      return JSON.parse(body).message;
    } catch {
      return undefined;
    }
  };

  /** @type {number | undefined} */
  let timer;
  const look = () => {
    clearTimeout(timer);
    fetch(`${base}/state${location.search.includes('lang=') ? location.search : ''}`, { headers: { accept: 'application/json' } })
      .then((answer) => (answer.ok ? answer.json() : undefined))
      .then((state) => {
        for (const file of state ? state.files : []) {
          const row = [...list.children].find((one) => one instanceof HTMLElement && one.dataset.id === file.id);
          if (row instanceof HTMLElement) tell(row, file.state, file.text);
        }
      })
      .catch(() => undefined)
      .then(() => {
        const open = [...list.children].some((one) => one instanceof HTMLElement && one.dataset.id && !/^(received|repeated|refused)$/.test(one.dataset.state || ''));
        if (open) timer = setTimeout(look, 1200);
      });
  };

  const camera = document.querySelector('#camera');
  const label = document.querySelector('label.take');
  // A phone has a camera worth opening at once; elsewhere the button would only open the same window twice.
  if (camera instanceof HTMLInputElement && label instanceof HTMLElement && matchMedia('(pointer: coarse)').matches) {
    camera.disabled = false;
    camera.tabIndex = 0;
    label.hidden = false;
  }
  for (const input of form.querySelectorAll('input[type=file]'))
    input.addEventListener('change', () => {
      if (!(input instanceof HTMLInputElement)) return;
      const group = `g${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
      for (const file of input.files || []) add(file, group);
      input.value = '';
    });
  form.addEventListener('submit', (event) => event.preventDefault());

  const offline = document.querySelector('#offline');
  const line = () => {
    if (offline instanceof HTMLElement) offline.hidden = navigator.onLine;
    if (navigator.onLine) for (const goOn of [...stalled]) goOn();
  };
  addEventListener('online', line);
  addEventListener('offline', line);
  line();
  look();
})();

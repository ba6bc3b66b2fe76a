/** What every console page does beyond its forms: asking before what cannot be undone, copying a link, closing the account sheet. All works without it. */

/** @param {Event} event */
const askFirst = (event) => {
  const button = event.target instanceof Element ? event.target.closest('[data-sure]') : null;
  if (button && !confirm(button.getAttribute('data-sure') ?? '')) event.preventDefault();
};
document.addEventListener('click', askFirst);

for (const place of document.querySelectorAll('[data-copy]')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'quiet';
  button.textContent = place.getAttribute('data-copy');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText((place.textContent ?? '').trim());
    button.textContent = place.getAttribute('data-copied');
  });
  if (navigator.clipboard) place.after(button);
}

const account = document.querySelector('details.account');
document.addEventListener('click', (event) => {
  if (account?.hasAttribute('open') && event.target instanceof Node && !account.contains(event.target)) account.removeAttribute('open');
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && account?.hasAttribute('open')) {
    account.removeAttribute('open');
    account.querySelector('summary')?.focus();
  }
});

// Runs in the head, before the first paint: a page must not flash light before it turns dark.
(() => {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => document.cookie.match(/(?:^|; )theme=(light|dark)/)?.[1];
  const density = document.cookie.match(/(?:^|; )density=(compact|regular|touch)/)?.[1];
  if (density) root.dataset.density = density;

  function show(theme) {
    root.dataset.theme = theme;
    document.dispatchEvent(new CustomEvent('desk-theme', { detail: theme }));
  }

  show(chosen() ?? (system.matches ? 'dark' : 'light'));
  system.addEventListener('change', () => { if (!chosen()) show(system.matches ? 'dark' : 'light'); });

  // Delegated, so that it works on the pages without a circuit too.
  document.addEventListener('click', event => {
    const within = selector => event.target instanceof Element && event.target.closest(selector);
    // A menu closes when one clicks elsewhere, or goes where it leads.
    for (const menu of document.querySelectorAll('details.who[open], details.rest[open]')) if (!menu.contains(event.target) || within('.menu a')) menu.open = false;

    if (within('[data-theme-switch]')) {
      const theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
      document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
      show(theme);
    } else if (within('[data-keys]')) {
      document.getElementById('key-list')?.showModal();
    } else if (within('[data-reload]')) {
      event.preventDefault();
      location.reload();
    } else if (within('[data-copy]')) {
      const button = within('[data-copy]');
      navigator.clipboard?.writeText(document.getElementById(button.dataset.copy).textContent).then(() => { button.textContent = button.dataset.copied; });
    } else if (within('[data-show-password]')) {
      const button = within('[data-show-password]');
      const field = document.getElementById(button.getAttribute('aria-controls'));
      const shown = field.type === 'text';
      field.type = shown ? 'password' : 'text';
      button.setAttribute('aria-pressed', String(!shown));
    }
  });
})();

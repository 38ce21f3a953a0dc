// Blocking and outside the bundle, so that the first paint already has its colours and the page needs no inline script.
const stored = localStorage.getItem('ganymede-theme');
const dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');

import { mount } from 'svelte';
import './styles/tokens.css';
import './styles/base.css';

async function begin(): Promise<void> {
  if (import.meta.env.VITE_MOCK === '1') (await import('./mock/program')).pretend();
  const [{ default: App }, { session }] = await Promise.all([import('./App.svelte'), import('./state/session.svelte')]);
  const target = document.getElementById('app');
  if (target) mount(App, { target });
  await session.start();
}

void begin();

// The sample programme of practice mode: data on every screen.

/** Loads it into a fresh practice profile. */
export async function loadSample(page) {
  const nav = page.getByRole('navigation', { name: 'Screens' });
  await nav.getByRole('link', { name: 'Sales Tracking' }).click();
  const load = page.getByRole('button', { name: /load (the )?sample programme/i }).first();
  await load.click();
  await page.getByText('The sample programme is loaded.').waitFor({ timeout: 120_000 });
}

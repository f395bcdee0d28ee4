// The relay's script in the pages of a shop, in a real browser: a click id
// that came with a landing page is found on the checkout's own subdomain, and
// the sale is reported with it and with nothing else of the visitor.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { test } from 'node:test';

import { openScreen } from '../screen.mjs';

const script = new URL('../../../internal/relay/tag.js', import.meta.url);
const click = 'a'.repeat(30);
const sale = { order_id: '1001', amount: 12.5, currency: 'EUR' };

/** A shop on two subdomains, and a relay beside it that keeps what it is told. */
async function startShop() {
  const told = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, `http://${request.headers.host}`);
    if (url.pathname === '/tag/TOKEN.js') {
      response.setHeader('Content-Type', 'text/javascript');
      return response.end(await readFile(script));
    }
    if (url.pathname === '/pixel/TOKEN') {
      let body = '';
      for await (const part of request) body += part;
      told.push({ method: request.method, type: request.headers['content-type'], form: Object.fromEntries(new URLSearchParams(body)) });
      server.emit('told');
      return response.end();
    }
    const queue = `window.linkledger = window.linkledger || function () { (linkledger.q = linkledger.q || []).push(arguments) }`;
    const order = url.pathname === '/done' ? `<script>${queue}; linkledger('sale', ${JSON.stringify(sale)})</script>` : '';
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><title>Shop</title><script async src="http://relay.localhost:${server.address().port}/tag/TOKEN.js" data-days="7"></script>${order}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = (host, path) => `http://${host}.shop.localhost:${server.address().port}${path}`;
  return { at, told, report: () => once(server, 'told'), stop: () => server.close() };
}

test('a sale is reported with the click that led to the shop', { timeout: 60_000 }, async (t) => {
  const shop = await startShop();
  const screen = await openScreen(shop.at('www', '/dress?click_id=not-one'));
  t.after(async () => {
    await screen.close();
    shop.stop();
  });
  const { page } = screen;
  const ready = () => page.waitForFunction(() => window.linkledger && !window.linkledger.q);
  await ready();
  assert.equal(await page.evaluate((order) => window.linkledger('sale', order), sale), false, 'there is no click to report');

  await page.goto(shop.at('www', `/dress?utm_source=amb&click_id=${click}`));
  await ready();
  const [cookie] = await page.context().cookies();
  assert.equal(cookie.domain, '.shop.localhost');
  assert.equal(cookie.sameSite, 'Lax');
  const days = (cookie.expires - Date.now() / 1000) / 86400;
  assert.ok(days > 6.9 && days < 7.1, `kept for ${days} days`);

  const want = { method: 'POST', type: 'application/x-www-form-urlencoded;charset=UTF-8', form: { click_id: click, order_id: '1001', amount: '12.5', currency: 'EUR' } };
  for (const host of ['checkout', 'www']) {
    const reported = shop.report();
    await page.goto(shop.at(host, '/done'));
    await reported;
    assert.deepEqual(shop.told.pop(), want, host);
  }

  await page.context().clearCookies();
  const stored = shop.report();
  await page.goto(shop.at('www', '/done'));
  await stored;
  assert.deepEqual(shop.told.pop(), want, 'without cookies');
  assert.equal(await page.evaluate(() => window.linkledger('refund', { order_id: '1001' })), false, 'a page reports sales only');

  await page.context().clearCookies();
  await page.goto(shop.at('checkout', '/done'));
  await ready();
  assert.deepEqual(shop.told, [], 'where nothing is remembered, nothing is told');
  assert.deepEqual(screen.errors, []);
});

// The shop's side of "JS postback". A landing page that was reached by a
// member's link has a click id in its query; it is kept on the shop's own
// domain, and the order page reports the sale with it:
//
//   <script async src="https://go.brand.example/tag/TOKEN.js" data-days="30"></script>
//   <script>
//     window.linkledger = window.linkledger || function () { (linkledger.q = linkledger.q || []).push(arguments) }
//     linkledger('sale', { order_id: '1001', amount: '12.50', currency: 'EUR' })
//   </script>
//
// data-days is how long a click may earn, data-parameter what the click id is
// called in the query (click_id). Nothing else of the visitor is kept or sent.
;(function () {
  'use strict'
  var me = document.currentScript
  if (!me) return
  var endpoint = me.src.replace(/\/tag\/([^/?#]+)\.js.*$/, '/pixel/$1')
  var name = 'linkledger_click'
  var days = Math.min(Math.max(Number(me.getAttribute('data-days')) || 30, 1), 730)
  var form = /^[a-z2-7]{30}$/i

  function remember(id) {
    var until = Date.now() + days * 864e5
    try {
      localStorage.setItem(name, id + '.' + until)
    } catch (e) {} // storage may be off; the cookie is tried, too
    // On the widest domain that the browser lets the shop have, so that a
    // checkout on another subdomain finds it.
    var labels = location.hostname.split('.')
    for (var n = 1; n <= labels.length + 1; n++) {
      var domain = n > labels.length ? '' : ';domain=' + labels.slice(-n).join('.')
      document.cookie = name + '=' + id + '.' + until + domain + ';path=/;max-age=' + days * 86400 + ';samesite=lax' + (location.protocol === 'https:' ? ';secure' : '')
      if (fromCookie() === id) return
    }
  }

  function valid(text) {
    var parts = (text || '').split('.')
    return form.test(parts[0]) && Number(parts[1]) > Date.now() ? parts[0] : ''
  }

  function fromCookie() {
    var found = document.cookie.match('(?:^|; )' + name + '=([^;]*)')
    return valid(found && found[1])
  }

  function remembered() {
    var stored = ''
    try {
      stored = localStorage.getItem(name)
    } catch (e) {} // as above
    return fromCookie() || valid(stored)
  }

  function report(what, sale) {
    var click = remembered()
    if (what !== 'sale' || !sale || !click) return false
    var body = new URLSearchParams({ click_id: click })
    ;['order_id', 'amount', 'currency'].forEach(function (field) {
      if (sale[field] != null) body.set(field, sale[field])
    })
    if (navigator.sendBeacon && navigator.sendBeacon(endpoint, body)) return true
    fetch(endpoint, { method: 'POST', body: body, keepalive: true, credentials: 'omit' }).catch(function () {})
    return true
  }

  var given = new URLSearchParams(location.search).get(me.getAttribute('data-parameter') || 'click_id')
  if (form.test(given || '')) remember(given)
  var waiting = (window.linkledger && window.linkledger.q) || []
  window.linkledger = report
  for (var i = 0; i < waiting.length; i++) report.apply(null, waiting[i])
})()

package sequences_test

import (
	"context"
	"maps"
	"slices"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// unreceive takes a receipt back, or tries to: what payments hold of it, and
// what made up for a shortfall, stands.
func (p *programme) unreceive() {
	list, err := p.a.store.Receipts(context.Background())
	must(err)
	if len(list) == 0 {
		return
	}
	r := pick(p, list...)
	settling := slices.DeleteFunc(slices.Clone(list), func(r affiliate.Receipt) bool { return len(p.paidBy.keys[r.ID]) == 0 })
	if len(settling) > 0 && p.chance(80) {
		r = pick(p, settling...)
	}
	for range pick(p, 1, 1, 2) {
		p.change(affiliate.NounReceipt, string(r.ID), affiliate.ReceiptCancel{Cancelled: true, Reason: "typed wrong"})
	}
	p.tell("  %s of %s, cancelled before: %v, refused: %v", r.ID, r.Amount(), r.Cancelled, p.used(r))
	if r.Cancelled || p.used(r) {
		return
	}
	p.paidBy.gone[r.ID] = true
	if r.Source != affiliate.ReceiptCJ {
		return
	}
	settled := p.paidBy.keys[r.ID]
	delete(p.paidBy.keys, r.ID)
	for key, minor := range settled {
		if p.paidBy.settled[key] -= minor; !p.paidBy.holds(key) {
			delete(p.paidBy.settled, key)
		}
	}
	delete(p.paidBy.short, "short:"+string(r.ID))
	p.paidBy.of[r.ID] = [2]int64{}
	for other, short := range p.paidBy.of { // what it made up for is missing again
		key := "short:" + string(other)
		if _, made := settled[key]; made && short[1] > 0 {
			p.paidBy.short[key] = short[1]
		}
	}
}

// holds reports whether a payment that stands settled something.
func (r receipts) holds(key string) bool {
	for _, keys := range r.keys {
		if _, settled := keys[key]; settled {
			return true
		}
	}
	return false
}

// used reports whether the money of a receipt is not there any more.
func (p *programme) used(r affiliate.Receipt) bool {
	if _, made := p.paidBy.settled["short:"+string(r.ID)]; made {
		return true
	}
	for _, a := range p.a.books().balances {
		if a.Account == ledger.Wallet && a.Currency == money.Currency(r.Currency) {
			return a.Debit().Minor-a.CreditsPending < r.Minor
		}
	}
	return true
}

// owing: what CJ owes is what its rows, shortfalls and opening balances come to,
// less what the payments that stand settled of it.
func (p *programme) owing() error {
	every := affiliate.Receipt{Source: affiliate.ReceiptCJ, Currency: "USD", Only: slices.Collect(maps.Keys(p.said.rows))}
	want, besides := p.settles(every)
	maps.Copy(want, besides)
	list, err := p.a.store.Owing(context.Background(), "USD")
	must(err)
	got := map[string]int64{}
	for _, o := range list {
		got[o.Key] += o.Amount.Minor
	}
	if diff := cmp.Diff(want, got); diff != "" {
		return failf("CJ owes otherwise than it should: %s", diff)
	}
	return nil
}

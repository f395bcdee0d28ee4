package ledger

import (
	"strings"

	"linkledger/internal/money"
)

// Account names one account of the chart; it exists in each currency by itself.
type Account string

// The brand's chart of accounts. Assets and expenses grow by debits,
// liabilities and income by credits.
const (
	CJPending   Account = "cj:pending"    // asset, pending layer only: postbacks that CJ's rows have not confirmed
	CJLocked    Account = "cj:locked"     // asset: what CJ owes us
	CJInTransit Account = "cj:in_transit" // asset: paid by CJ, not credited yet
	CJAdjust    Account = "adjust:cj"     // what CJ paid more or less than it had locked

	Wallet       Account = "wallet:bank"         // asset: available to pay from
	CardClearing Account = "card:clearing"       // asset: charged, not available yet; returns to zero
	CSVClearing  Account = "payout:clearing:csv" // left the wallet, not final; returns to zero
	CardFees     Account = "expense:card_fee"    // expense
	Funding      Account = "equity:funding"      // equity: own money put in
	Opening      Account = "equity:opening"      // equity: balances that the programme brought along
	Commission   Account = "income:commission"   // income
	TestIncome   Account = "income:test"         // income from test purchases, which CJ may really pay
	MemberCosts  Account = "expense:member"      // expense: what members earned
	fxPrefix             = "fx:"                 // fx:<currency>
	feePrefix            = "expense:fee:"        // expense:fee:<provider>
	walletPrefix         = "wallet:"             // wallet:<provider>
	clearing             = "payout:clearing:"    // payout:clearing:<provider>
	memberPrefix         = "member:"
	payable              = ":payable"
	recovery             = ":recover"
)

// Payable is what we owe a member: a liability.
func Payable(member string) Account { return Account(memberPrefix + member + payable) }

// Recover is what a member was paid and CJ took back later: an asset, netted
// from the next payment.
func Recover(member string) Account { return Account(memberPrefix + member + recovery) }

// Clearing reports whether the account must return to zero when nothing is on
// its way.
func (a Account) Clearing() bool {
	return a == CardClearing || a == CJInTransit || strings.HasPrefix(string(a), clearing) && a.Known()
}

// Payable reports whether the account is what we owe some member.
func (a Account) Payable() bool {
	return strings.HasPrefix(string(a), memberPrefix) && strings.HasSuffix(string(a), payable) && a.Known()
}

// Known reports whether the account belongs to the chart.
func (a Account) Known() bool {
	switch a {
	case CJPending, CJLocked, CJInTransit, CJAdjust, CardClearing, CardFees, Funding, Opening, Commission, TestIncome, MemberCosts:
		return true
	}
	name := string(a)
	for _, prefix := range []string{walletPrefix, clearing, feePrefix} {
		if provider, ok := strings.CutPrefix(name, prefix); ok {
			return plain(provider)
		}
	}
	if currency, ok := strings.CutPrefix(name, fxPrefix); ok {
		return money.Currency(currency).Known()
	}
	member, ok := strings.CutPrefix(name, memberPrefix)
	if !ok {
		return false
	}
	for _, suffix := range []string{payable, recovery} {
		if id, ok := strings.CutSuffix(member, suffix); ok {
			return plain(id)
		}
	}
	return false
}

// plain reports whether a part of an account's name is visible ASCII without
// a colon, so that no two names look alike or run together.
func plain(part string) bool {
	return part != "" && !strings.ContainsFunc(part, func(r rune) bool { return r <= ' ' || r > '~' || r == ':' })
}

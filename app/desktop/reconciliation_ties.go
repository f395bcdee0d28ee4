package desktop

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"linkledger/internal/money"
	"linkledger/internal/reconcile"
)

// ties prove that the buckets add up to what Sales Tracking and the books have
// of the same days and offers, or say exactly what the difference comes from:
// of the account's currency, and of each other one that there is.
func ties(c compared, home money.Currency) []TieView {
	others := map[money.Currency]bool{}
	for _, sums := range []reconcile.Sums{c.Totals, c.Strays} {
		for currency := range sums[reconcile.CJ] {
			others[currency] = true
		}
	}
	for _, sum := range c.sums {
		if sum.Conversions > 0 {
			others[sum.Currency] = true
		}
	}
	delete(others, home)
	delete(others, "")
	list := tiesIn(c, home)
	for _, currency := range sortedCurrencies(others) {
		list = append(list, tiesIn(c, currency)...)
	}
	return list
}

// tiesIn are the ties of one currency.
func tiesIn(c compared, home money.Currency) []TieView {
	cj, strays := c.Totals[reconcile.CJ][home], c.Strays[reconcile.CJ][home]
	var counts, booked, own int64
	sale, commission, books := apart{home: home}, apart{home: home}, apart{home: home}
	for _, sum := range c.sums {
		if sum.Currency != home {
			continue
		}
		if sum.Counts {
			counts += sum.Sale
			own += sum.Commission
		}
		if sum.AtCJ {
			booked += sum.Booked
		}
		switch {
		case sum.Counts && !sum.AtCJ:
			sale.adds("only postbacks report", sum.Sale)
			commission.adds("only postbacks report", sum.Commission)
		case sum.AtCJ && !sum.Counts:
			what := "sales that are " + sum.Status.Words()
			if sum.Test {
				what = "test purchases"
			}
			sale.leaves(what, sum.Sale)
			commission.leaves(what, sum.Commission)
		}
	}
	sale.strays(strays.Sale)
	commission.strays(strays.Commission)
	books.strays(strays.Commission)
	return []TieView{
		tie("CJ's sales of these days", cj.Sale, counts, "Sales Tracking: sales", sale),
		tie("CJ's commissions of these days", cj.Commission, own, "Sales Tracking: network commission", commission),
		tie("CJ's commissions of these days", cj.Commission, booked, "Books: commissions of these sales", books),
	}
}

// apart is what keeps two figures from being one.
type apart struct {
	home  money.Currency
	minor int64 // by which the buckets are above the other figure
	words []string
}

func (a *apart) say(minor int64, words string) {
	if minor != 0 {
		a.minor += minor
		a.words = append(a.words, words)
	}
}

func (a *apart) leaves(what string, minor int64) {
	a.say(minor, fmt.Sprintf("it leaves out %s of %s", what, money.New(minor, a.home)))
}

func (a *apart) adds(who string, minor int64) {
	a.say(-minor, fmt.Sprintf("it counts %s that %s", money.New(minor, a.home), who))
}

func (a *apart) strays(minor int64) {
	a.say(minor, fmt.Sprintf("cases with rows of other days or offers make a difference of %s", money.New(minor, a.home)))
}

func tie(what string, buckets, other int64, where string, a apart) TieView {
	v := TieView{What: what, Buckets: viewMoney(money.New(buckets, a.home)), Other: viewMoney(money.New(other, a.home)), Where: where, OK: buckets-other == a.minor}
	slices.Sort(a.words)
	switch {
	case !v.OK:
		v.Why = sentence(fmt.Sprintf("%s can't be explained. Compare again; if it stays, open Books and look at the checks there", money.New(buckets-other-a.minor, a.home)))
	case len(a.words) > 0:
		v.Why = sentence(strings.Join(a.words, "; "))
	}
	return v
}

func sortedCurrencies[T any](of map[money.Currency]T) []money.Currency {
	return slices.Sorted(maps.Keys(of))
}

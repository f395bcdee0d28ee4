package reconcile

import (
	"fmt"
	"slices"

	"linkledger/internal/affiliate"
)

// traffic is what is known of where the sales of a case came from.
type traffic uint8

// A sale came by a test link, by another click, or CJ or a postback has it and
// names no click.
const (
	tested traffic = 1 << iota
	real
	unnamed
)

func trafficOf(r Row, test bool) traffic {
	switch {
	case test:
		return tested
	case r.ClickID != "":
		return real
	case r.Side != Shop:
		return unnamed
	}
	return 0 // the shop knows no clicks
}

// testRows are the rows of test purchases: those that say so, and all that came
// by the same click.
func testRows(rows []Row) []bool {
	clicks, test := map[string]bool{}, make([]bool, len(rows))
	for _, r := range rows {
		if r.Test && r.ClickID != "" {
			clicks[r.ClickID] = true
		}
	}
	for i, r := range rows {
		test[i] = r.Test || clicks[r.ClickID]
	}
	return test
}

// tests reports whether either of two cases is a test purchase.
func (l *linker) tests(i, j int) bool {
	return (l.known[l.find(i)]|l.known[l.find(j)])&tested != 0
}

// apart reports whether one of two cases is a test purchase and the other a sale
// of a kind that is none: a shop may count test orders like others, and a test
// that takes a real sale along would have it cancelled.
func (l *linker) apart(i, j int, kinds traffic) bool {
	a, b := l.known[l.find(i)], l.known[l.find(j)]
	return a&tested != 0 && b&tested == 0 && b&kinds != 0 || b&tested != 0 && a&tested == 0 && a&kinds != 0
}

// untangle parts rows of one order number where a test purchase and another
// click both claim it: what names no click goes with the real sale.
func (l *linker) untangle(rows []int) [][]int {
	var tests, others []int
	clicked := false
	for _, i := range rows {
		if l.known[l.find(i)]&tested != 0 {
			tests = append(tests, i)
			continue
		}
		others = append(others, i)
		clicked = clicked || l.known[l.find(i)]&real != 0
	}
	if len(tests) == 0 || !clicked {
		return [][]int{rows}
	}
	return [][]int{others, tests}
}

// namesakes adds to the reason of each test purchase the real sale that has its
// order number.
func namesakes(cases []Case) {
	if !slices.ContainsFunc(cases, func(c Case) bool { return c.Bucket == Test }) {
		return
	}
	sales := map[string]string{}
	number := func(c Case) string { return affiliate.LooseOrder(affiliate.ExactOrder(c.OrderID())) }
	for _, c := range cases {
		if c.Bucket == Test || !c.Has(CJ) && !c.Has(Postback) {
			continue
		}
		if n := number(c); n != "" && sales[n] == "" {
			sales[n] = fmt.Sprintf(" Order %s of %s has the same number and is no test: it stays.", c.OrderID(), c.Day)
			if m := c.Member(); m != "" {
				sales[n] = fmt.Sprintf(" Order %s of %s, %s's, has the same number and is no test: it stays.", c.OrderID(), c.Day, m)
			}
		}
	}
	for i, c := range cases {
		if c.Bucket == Test {
			cases[i].Why += sales[number(c)]
		}
	}
}

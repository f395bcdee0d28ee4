package reconcile_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/reconcile"
)

// linesOf reads "number amount [refund] [status]" a line; ~ is no amount, ! one
// that can't be read.
func linesOf(t *testing.T, text string) []reconcile.OrderLine {
	t.Helper()
	var lines []reconcile.OrderLine
	for i, line := range strings.Split(text, "; ") {
		cells := strings.Fields(line)
		l := reconcile.OrderLine{Line: i + 2, ShopOrder: affiliate.ShopOrder{Number: cells[0], At: fmt.Sprintf("2026-09-%02d", i+1), Currency: "USD"}}
		for n, cell := range cells[1:] {
			switch minor, err := money.Parse(cell, "USD"); {
			case cell == "~":
				l.Bare = true
			case cell == "!":
				l.Err = errors.New("it is torn")
			case cell == "EUR":
				l.Currency = cell
			case err != nil:
				l.Status, l.Cancelled = cell, cell == "cancelled" || cell == "refunded"
			case n == 0:
				l.Minor = minor.Minor
			default:
				l.Refund = minor.Minor
			}
		}
		lines = append(lines, l)
	}
	return lines
}

func TestOrdersOfLines(t *testing.T) {
	for name, c := range map[string]struct{ lines, want string }{
		"one line each":                   {"1 10.00; 2 20.00 5.00", "1 10.00; 2 15.00"},
		"lines apart":                     {"1 10.00; 2 20.00; 1 ~", "1 10.00; 2 20.00"},
		"a line without amount first":     {"1 ~; 1 10.00", "1 10.00"},
		"the total on each line":          {"1 10.00; 1 10.00; 1 10.00; 2 7.00; 2 7.00", "1 10.00; 2 7.00; repeated 2"},
		"an amount of each article":       {"1 10.00; 1 5.50; 2 7.00; 3 1.00; 3 2.00", "1 15.50; 2 7.00; 3 3.00; added 2"},
		"two articles of one price":       {"1 10.00; 1 5.50; 2 7.00; 2 7.00; 3 1.00; 3 2.00", "1 15.50; 2 14.00; 3 3.00; added 3"},
		"a return of its own":             {"1 10.00; 2 5.00; 1 -4.00 refunded", "1 6.00; 2 5.00; returned 1"},
		"two returns":                     {"1 10.00; 1 -4.00; 1 -4.00", "1 2.00; returned 1"},
		"a return told in both columns":   {"1 10.00; 1 -4.00 4.00", "1 6.00; returned 1"},
		"more back than was paid":         {"1 10.00; 1 -14.00", "1 0.00; returned 1"},
		"a return before its order":       {"1 -4.00; 1 10.00", "1 6.00; returned 1"},
		"a return of another file":        {"1 -4.00; 2 5.00", "2 5.00; refused 2"},
		"the refund on each line":         {"1 10.00 4.00; 1 10.00 4.00", "1 6.00; repeated 1"},
		"a refund of each article":        {"1 10.00 4.00; 1 5.00 1.00", "1 10.00; added 1"},
		"an article cancelled":            {"1 10.00; 1 5.00 cancelled", "1 10.00; added 1"},
		"all articles cancelled":          {"1 10.00 cancelled; 1 5.00 cancelled", "1 0.00; added 1"},
		"cancelled in another line":       {"1 10.00; 1 10.00 cancelled", "1 0.00; repeated 1"},
		"shipping for nothing":            {"1 10.00; 1 0.00", "1 10.00"},
		"an order for nothing":            {"1 0.00", "1 0.00"},
		"half of it can't be read":        {"1 10.00; 1 !; 2 5.00", "2 5.00; refused 3"},
		"two currencies":                  {"1 10.00; 1 5.00 EUR; 2 5.00", "2 5.00; refused 2"},
		"numbers written otherwise":       {"a1 10.00; A1 10.00", "a1 10.00; repeated 1"},
		"two that only look like one":     {"#1 10.00; 1 10.00", "#1 10.00; 1 10.00"},
		"numbers that are none":           {"- 10.00; - 5.00", "- 10.00; - 5.00"},
		"no order has an amount":          {"1 ~; 2 5.00", "2 5.00; refused 2"},
		"a sum beyond what can be true":   {"1 999999999.00; 1 999999998.00; 2 1.00", "1 1999999997.00; 2 1.00; added 1"},
		"one that differs among repeated": {"1 1.00; 1 1.00; 2 2.00; 2 2.00; 3 3.00; 3 4.00", "1 1.00; 2 2.00; 3 7.00; repeated 2; added 1"},
	} {
		file := reconcile.ReadOrders(linesOf(t, c.lines))
		var got []string
		for _, o := range file.Orders {
			got = append(got, o.Number+" "+o.Left().Text())
		}
		for _, n := range []struct {
			what string
			n    int
		}{{"repeated", file.Repeated}, {"added", file.Added}, {"returned", file.Returned}} {
			if n.n > 0 {
				got = append(got, fmt.Sprint(n.what, " ", n.n))
			}
		}
		for _, r := range file.Refused {
			got = append(got, fmt.Sprint("refused ", r.Line))
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if len(file.Unread) != len(file.Refused) {
			t.Errorf("%s: %d numbers of %d orders that can't be read", name, len(file.Unread), len(file.Refused))
		}
	}
}

// However an order's amount is parted into lines, and in whatever order these
// come, it is the order's.
func TestOrdersOfPartedLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := map[string]int64{}
		var lines []reconcile.OrderLine
		for n := range rapid.IntRange(1, 20).Draw(t, "orders") {
			number := fmt.Sprint(1000 + n)
			for _, minor := range rapid.SliceOfNDistinct(rapid.Int64Range(1, 1000_00), 1, 4, rapid.ID).Draw(t, "articles") {
				want[number] += minor
				lines = append(lines, reconcile.OrderLine{ShopOrder: affiliate.ShopOrder{Number: number, At: "2026-09-01", Currency: "USD", Minor: minor}})
			}
			if back := rapid.Int64Range(0, want[number]).Draw(t, "back"); back > 0 {
				want[number] -= back
				lines = append(lines, reconcile.OrderLine{ShopOrder: affiliate.ShopOrder{Number: number, At: "2026-09-09", Currency: "USD", Minor: -back}})
			}
		}
		file := reconcile.ReadOrders(rapid.Permutation(lines).Draw(t, "lines"))
		got := map[string]int64{}
		for _, o := range file.Orders {
			got[o.Number] = o.Left().Minor
		}
		if diff := cmp.Diff(want, got); diff != "" || len(file.Refused) > 0 {
			t.Fatal(diff, file.Refused)
		}
	})
}

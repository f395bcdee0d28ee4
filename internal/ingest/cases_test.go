package ingest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
)

// shopOrders are the orders that count, by the day of the workspace, with what
// is left of each.
func (d *device) shopOrders(from, to string) (list []string) {
	d.t.Helper()
	orders, err := d.store.ShopOrders(context.Background(), from, to, time.UTC)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, o := range orders {
		list = append(list, fmt.Sprintf("%s %s %d", o.Day, o.Number, o.Left().Minor))
	}
	return list
}

func shopOrder(number, at string, minor int64) affiliate.ShopOrder {
	return affiliate.ShopOrder{Number: number, At: at, Minor: minor, Currency: "USD"}
}

// A file of the shop's orders counts once its record is there, of an order that
// two files have the newer one's, and not after it was removed.
func TestFilesOfOrdersCountAsAWhole(t *testing.T) {
	s := newScene(t)
	part := func(file string, n int, orders ...affiliate.ShopOrder) {
		s.change(affiliate.NounShopOrders, fmt.Sprintf("%s/%d", file, n), affiliate.ShopOrders{Orders: orders})
	}
	file := func(id string, fields any) { s.change(affiliate.NounOrderImport, id, fields) }
	expect := func(what string, want ...string) {
		t.Helper()
		s.a.exchange()
		other := s.device()
		other.exchange()
		for _, d := range []*device{s.a, other} {
			if diff := cmp.Diff(want, d.shopOrders("2026-01-01", "2026-12-31")); diff != "" {
				t.Errorf("%s: %s", what, diff)
			}
		}
	}
	part("one", 0, shopOrder("1", "2026-09-01", 100), shopOrder("2", "2026-09-02T23:30:00Z", 200), shopOrder("2", "2026-09-02T23:30:00Z", 200))
	part("one", 1, shopOrder("3", "2027-01-01", 300))
	expect("without its record")
	file("one", affiliate.OrderImport{Name: "a.csv", Parts: 2, Orders: 4, From: "2026-09-01", To: "2027-01-01"})
	expect("with it", "2026-09-01 1 100", "2026-09-03 2 200", "2026-09-03 2 200")
	part("one", 0, shopOrder("9", "2026-09-01", 900)) // the same part twice
	file("one", affiliate.OrderImport{Name: "b.csv", Parts: 1, From: "2026-09-01", To: "2026-09-01"})
	expect("a file is never edited", "2026-09-01 1 100", "2026-09-03 2 200", "2026-09-03 2 200")
	refunded := shopOrder("2", "2026-09-02T23:30:00Z", 200)
	refunded.Refund = 50
	part("two", 0, refunded)
	file("two", affiliate.OrderImport{Name: "c.csv", Parts: 1, Orders: 1, From: "2026-09-02", To: "2026-09-02"})
	expect("a newer file of the same order", "2026-09-01 1 100", "2026-09-03 2 150")
	file("two", map[string]bool{"removed": true})
	part("two", 1, shopOrder("4", "2026-09-04", 400)) // of a device that had not heard of it
	expect("without the newer one", "2026-09-01 1 100", "2026-09-03 2 200", "2026-09-03 2 200")
	file("one", map[string]bool{"removed": true})
	file("one", affiliate.OrderImport{Name: "a.csv", Parts: 2, From: "2026-09-01", To: "2026-09-01"})
	expect("without any")
	if found := s.a.problems(); len(found) > 0 {
		t.Errorf("problems: %q", found)
	}
}

// An order counts in one period: that of the newest file that has it, however
// the files write its number.
func TestAnOrderCountsInOnePeriod(t *testing.T) {
	for name, numbers := range map[string][2]string{"the same": {"1001", "1001"}, "written otherwise": {"#01001", "1001"}} {
		s := newScene(t)
		for i, day := range []string{"2026-10-31", "2026-11-01"} {
			id := fmt.Sprint("file", i)
			s.change(affiliate.NounShopOrders, id+"/0", affiliate.ShopOrders{Orders: []affiliate.ShopOrder{shopOrder(numbers[i], day, 100)}})
			if i == 0 {
				s.change(affiliate.NounShopOrders, id+"/1", affiliate.ShopOrders{Orders: []affiliate.ShopOrder{shopOrder("999", day, 1)}})
			}
			s.change(affiliate.NounOrderImport, id, affiliate.OrderImport{Name: id, Parts: 2 - i, From: day, To: day})
		}
		s.a.exchange()
		for _, test := range []struct {
			from, to string
			want     []string
		}{
			{"2026-10-01", "2026-10-31", []string{"2026-10-31 999 1"}},
			{"2026-11-01", "2026-11-30", []string{"2026-11-01 1001 100"}},
			{"", "", []string{"2026-10-31 999 1", "2026-11-01 1001 100"}},
		} {
			if diff := cmp.Diff(test.want, s.a.shopOrders(test.from, test.to)); diff != "" {
				t.Errorf("%s, from %s: %s", name, test.from, diff)
			}
		}
		s.change(affiliate.NounOrderImport, "file1", map[string]bool{"removed": true})
		s.a.exchange()
		if got := s.a.shopOrders("2026-10-01", "2026-10-31"); len(got) != 2 {
			t.Errorf("%s, without the newer file: %v", name, got)
		}
	}
}

// A part that comes twice is taken once, whole, however long the second is.
func TestAPartThatComesTwice(t *testing.T) {
	s := newScene(t)
	s.change(affiliate.NounShopOrders, "f/0", affiliate.ShopOrders{Orders: []affiliate.ShopOrder{shopOrder("1", "2026-10-31", 100)}})
	s.change(affiliate.NounShopOrders, "f/0", affiliate.ShopOrders{Orders: []affiliate.ShopOrder{shopOrder("8", "2026-10-31", 100), shopOrder("9", "2026-10-31", 100)}})
	s.change(affiliate.NounOrderImport, "f", affiliate.OrderImport{Name: "f", Parts: 1, Orders: 1, From: "2026-10-31", To: "2026-10-31"})
	s.a.exchange()
	if diff := cmp.Diff([]string{"2026-10-31 1 100"}, s.a.shopOrders("", "")); diff != "" {
		t.Error(diff)
	}
}

func TestOrdersThatMakeNoSenseAreTold(t *testing.T) {
	s := newScene(t)
	s.a.exchange()
	bad := []affiliate.ShopOrder{shopOrder("", "2026-09-01", 1), shopOrder("1", "soon", 1), shopOrder("1", "2026-09-01", -1),
		{Number: "1", At: "2026-09-01", Minor: 1, Currency: "XQQ"}, {Number: "1", At: "2026-09-01", Minor: 1, Refund: 2, Currency: "USD"},
		shopOrder(strings.Repeat("x", 200), "2026-09-01", 1)}
	for i, o := range bad {
		s.change(affiliate.NounShopOrders, fmt.Sprintf("f/%d", i), affiliate.ShopOrders{Orders: []affiliate.ShopOrder{shopOrder("7", "2026-09-01", 7), o}})
	}
	s.change(affiliate.NounShopOrders, "f", affiliate.ShopOrders{})
	s.change(affiliate.NounShopOrders, "f/-1", affiliate.ShopOrders{})
	s.change(affiliate.NounCaseDecision, "cj:1", affiliate.CaseDecision{Outcome: "burn"})
	s.change(affiliate.NounOrderImport, "f", affiliate.OrderImport{Name: "x.csv", From: "yesterday", To: "today"})
	s.a.exchange()
	if found := s.a.problems(); len(found) != len(bad)+4 {
		t.Errorf("%d problems: %q", len(found), found)
	}
	if found, err := s.a.store.MoneyProblem(context.Background()); err != nil || found != "" {
		t.Errorf("payments would stop for it: %q, %v", found, err)
	}
	if list := s.a.shopOrders("", ""); len(list) > 0 {
		t.Errorf("%q count", list)
	}
}

// Of two decisions on a case the last in the log stands, on every device.
func TestTheLastDecisionOnACaseStands(t *testing.T) {
	s := newScene(t)
	for _, d := range []affiliate.CaseDecision{{Outcome: affiliate.CaseAsk, Note: "first"}, {Outcome: affiliate.CaseAccept, Note: "second"}} {
		s.change(affiliate.NounCaseDecision, "cj:1", d)
	}
	s.change(affiliate.NounCaseDecision, "cj:2", affiliate.CaseDecision{Outcome: affiliate.CaseCancel})
	s.change(affiliate.NounCaseDecision, "cj:2", affiliate.CaseDecision{})
	s.a.exchange()
	other := s.device()
	other.exchange()
	want := map[string]affiliate.CaseDecision{"cj:1": {Key: "cj:1", Outcome: affiliate.CaseAccept, Note: "second", Synced: true}}
	for _, d := range []*device{s.a, other} {
		found, err := d.store.CaseDecisions(context.Background())
		if diff := cmp.Diff(want, found); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
	}
}

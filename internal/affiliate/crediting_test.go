package affiliate_test

import (
	"testing"

	"linkledger/internal/affiliate"
)

func TestCreditingTakesCodes(t *testing.T) {
	any := affiliate.Offer{Type: affiliate.OfferCode, Status: affiliate.Active}
	named := any
	named.Codes = []string{"ADA10", "BEN10"}
	paused := any
	paused.Status = affiliate.Paused
	for _, c := range []struct {
		offer affiliate.Offer
		codes []string
		want  int
	}{
		{any, []string{"X"}, 1}, {any, nil, 0}, {named, []string{"X", "BEN10"}, 2}, {named, []string{"X"}, 0}, {paused, []string{"X"}, 0},
		{affiliate.Offer{Status: affiliate.Active}, []string{"X"}, 0},
	} {
		if got := c.offer.Crediting().Takes(c.codes); got != c.want {
			t.Errorf("%+v takes %v: %d, want %d", c.offer, c.codes, got, c.want)
		}
	}
}

func TestCreditingWindow(t *testing.T) {
	for _, c := range []struct {
		days          int
		clicked, sale string
		want          bool
	}{
		{30, "2026-10-23", "2026-11-22", false}, {30, "2026-10-23", "2026-11-23", true}, {1, "2026-02-28", "2026-03-01", false},
		{1, "2026-02-28", "2026-03-02", true}, {0, "2020-01-01", "2026-11-23", false}, {7, "", "2026-11-23", false},
	} {
		if got := (affiliate.Crediting{WindowDays: c.days}).TooOld(c.clicked, c.sale); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

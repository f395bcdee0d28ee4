package ingest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// One order that CJ or the postback tells of without its click is one sale,
// whichever came first; two clicks are two.
func TestOneOrderOneSale(t *testing.T) {
	type fact = func(*scene)
	bare := func(coupon, id string) fact { // CJ's row without a click
		return func(s *scene) {
			row := locked(s.row("1", ""))
			row.OrderID, row.Coupon = id, coupon
			s.cj(row)
		}
	}
	clicked := func(link int64, id string) fact {
		return func(s *scene) { s.report(s.click(link), order(id)) }
	}
	byCode := func(code string, offer affiliate.OfferID) fact {
		return func(s *scene) {
			s.report(s.click(1), promo(code), order("o7"), func(b *relayapi.ConversionBody) { b.ClickID, b.LinkNumber, b.OfferID = "", 0, string(offer) })
		}
	}
	row := func(link int64) fact {
		return func(s *scene) {
			row := locked(s.row("1", s.click(link)))
			row.OrderID = "o7"
			s.cj(row)
		}
	}
	other := selling(9_000)
	for name, c := range map[string]struct {
		facts []fact
		sales int
		want  string // of the only one
	}{
		"a code and a click":           {[]fact{bare("TWO", "o7"), clicked(2, "o7")}, 1, "offerpercentaaaa membertwoa 10.00 USD"},
		"another's code goes second":   {[]fact{bare("TWO", "o7"), clicked(1, "o7")}, 1, "offerpercentaaaa memberonea 10.00 USD"},
		"no code":                      {[]fact{bare("", "o7"), clicked(1, "o7")}, 1, "offerpercentaaaa memberonea 10.00 USD"},
		"no code, another amount":      {[]fact{bare("", "o7"), func(s *scene) { s.report(s.click(1), order("o7"), other) }}, 2, ""},
		"a code, another amount":       {[]fact{bare("TWO", "o7"), func(s *scene) { s.report(s.click(1), order("o7"), other) }}, 1, "offerpercentaaaa memberonea 10.00 USD"},
		"another offer's order":        {[]fact{bare("TWO", "o7"), clicked(3, "o7")}, 2, ""},
		"another order":                {[]fact{bare("TWO", "o7"), clicked(2, "o8")}, 2, ""},
		"CJ knows the click":           {[]fact{row(1), byCode("TWO", percentOffer)}, 1, "offerpercentaaaa memberonea 10.00 USD"},
		"CJ's click of another offer":  {[]fact{row(1), byCode("TWO", flatOffer)}, 2, ""},
		"two clicks":                   {[]fact{row(1), clicked(1, "o7")}, 2, ""},
		"two clicks and one of no one": {[]fact{clicked(1, "o7"), bare("TWO", "o7"), clicked(2, "o7")}, 2, ""},
	} {
		t.Run(name, func(t *testing.T) {
			for range 2 {
				s := newScene(t)
				s.codes(members[1], "TWO")
				for _, f := range c.facts {
					f(s)
				}
				s.a.exchange()
				list := s.a.conversions()
				if len(list) != c.sales {
					t.Errorf("%d sales: %+v", len(list), list)
				}
				if c.sales == 1 && len(list) == 1 {
					if got := s.pays(list[0]); got != c.want || list[0].Status != affiliate.StatusApproved || list[0].ClickID == "" {
						t.Errorf("%+v pays %q, want %q", list[0], got, c.want)
					}
				}
				slices.Reverse(c.facts)
			}
		})
	}
}

// What is known when the later of two facts comes decides whether they are one
// sale: a code or a PID that gets a member after that takes none apart.
func TestJoinedByWhatIsKnownByThen(t *testing.T) {
	s, got, want, owned := newScene(t), map[string]int{}, map[string]int{}, map[string][]string{}
	steps := map[string]func(id string){
		"CJ's row": func(id string) {
			s.cj(rowLike(locked(s.row(id, "")), func(r *affiliate.CommissionRow) {
				r.Role, r.OrderID, r.Coupon, r.WebsiteID = affiliate.CJAdvertiser, id, id, id
			}))
		},
		"a click": func(id string) { s.report(s.click(3), order(id)) },
		"a code": func(id string) {
			s.report(s.click(1), promo("TWO"), order(id), func(b *relayapi.ConversionBody) { b.ClickID, b.LinkNumber, b.OfferID = "", 0, string(flatOffer) })
		},
		"owned code": func(id string) {
			owned["code"] = append(owned["code"], id)
			s.codes(members[1], owned["code"]...)
		},
		"owned PID": func(id string) {
			owned["PID"] = append(owned["PID"], id)
			s.pids(members[1], owned["PID"]...)
		},
	}
	for _, postback := range []string{"a click", "a code"} {
		for _, known := range []string{"owned code", "owned PID"} {
			for order, sales := range map[[3]string]int{
				{"CJ's row", postback, known}: 1,
				{postback, "CJ's row", known}: 1,
				{"CJ's row", known, postback}: 2,
				{postback, known, "CJ's row"}: 2,
				{known, "CJ's row", postback}: 2,
			} {
				id := strings.ToUpper(strings.ReplaceAll(strings.Join(order[:], "-then-"), " ", "-"))
				for _, step := range order {
					steps[step](id)
				}
				want[id] = sales
			}
		}
	}
	s.a.exchange()
	for _, c := range s.a.conversions() {
		got[c.OrderID]++
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

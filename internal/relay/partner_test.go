package relay_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/relayapi"
)

// TestAPartnerIDStandsForAClick reports sales by member, where the offer is
// tracked so.
func TestAPartnerIDStandsForAClick(t *testing.T) {
	f := start(t)
	const member = "memberaaaaaaaaaa"
	if status, text := f.postback("member_id=" + member + "&order_id=1&amount=5"); status != 400 || !strings.Contains(text, "transaction id") {
		t.Errorf("an offer that is not tracked so: %d %s", status, text)
	}
	f.change(f.api, func(o *relayapi.PublicOffer) { o.Protocol = relayapi.ServerPostbackPid })
	for query, want := range map[string]int{
		"member_id=" + member + "&order_id=1&amount=5":                                     200,
		"affiliate_id=" + member + "&order_id=1&amount=5":                                  200, // the same again
		"aff_id=" + member + "&order_id=2&amount=7&payout=1":                               200,
		"member_id=" + member + "&order_id=2&kind=reversal":                                200,
		"member_id=" + member + "&amount=5":                                                400,
		"member_id=nobody&order_id=1&amount=5":                                             400,
		"member_id=..%2F&order_id=1&amount=5":                                              400,
		"order_id=1&amount=5":                                                              400,
		"transaction_id=" + f.click() + "&member_id=other&order_id=3&amount=9":             200, // a click says more
		"transaction_id=garbage&member_id=" + member + "&order_id=4&amount=3&currency=USD": 200,
	} {
		if status, text := f.postback(query); status != want {
			t.Errorf("%s: %d %s, want %d", query, status, text, want)
		}
	}
	type row struct {
		Order, Member, Kind, Amount string
		Link                        int64
		Click                       bool
	}
	got := map[row]int{}
	for _, c := range f.conversions() {
		got[row{c.OrderID, c.MemberID, c.Kind, c.SaleAmount.Text, c.LinkNumber - f.block.FirstNumber, c.ClickID != ""}]++
		if c.OfferID != f.offer().ID || c.Via != "" || c.State == "" {
			t.Errorf("%+v", c)
		}
	}
	want := map[row]int{{"1", member, "sale", "5", 0, false}: 1, {"2", member, "sale", "7", 0, false}: 1, {"2", member, "reversal", "", 0, false}: 1,
		{"3", "", "sale", "9", 0, true}: 1, {"4", member, "sale", "3", 0, false}: 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	f.store.down.Store(true)
	if status, _ := f.postback("member_id=" + member + "&order_id=9&amount=5"); status != 503 {
		t.Errorf("with the store down: %d", status)
	}
	f.store.down.Store(false)
}

// TestTwoMembersOfOneOrderAreUnresolved: nobody can tell whose it was.
func TestTwoMembersOfOneOrderAreUnresolved(t *testing.T) {
	f := start(t)
	other := f.link(1)
	other.MemberID = "memberbbbbbbbbbb"
	f.mustPush(relayapi.Push{Epoch: f.epoch, Links: []relayapi.PublicLink{other}})
	f.change(f.api, func(o *relayapi.PublicOffer) { o.Protocol = relayapi.ServerPostbackPid })
	for _, member := range []string{"memberaaaaaaaaaa", other.MemberID} {
		if status, text := f.postback("member_id=" + member + "&order_id=1&amount=5"); status != 200 {
			t.Fatalf("%d %s", status, text)
		}
	}
	all := f.conversions()
	if len(all) != 2 || all[1].State != relayapi.StateUnresolved || all[1].ConflictsWith != all[0].ID || all[1].LinkNumber != other.Number {
		t.Errorf("%+v", all)
	}
}

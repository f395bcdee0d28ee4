package desktop

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	neturl "net/url"
	"strings"
	"testing"

	"linkledger/internal/cj"
	"linkledger/internal/ledger"
	"linkledger/internal/practice"
	"linkledger/internal/sandbox"
)

// TestTheBrandsOwnToken: an advertiser's ledger names no clicks, so a sale is its
// postback's member's, else whose promo code it has, else whose PID it came by.
// Members earn by it as ever; what CJ calls a commission is paid to publishers,
// so none of it is counted or expected.
func TestTheBrandsOwnToken(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	s, world := got(a.session())(t), got(a.World())(t)
	pid, brand := world.CJ().PID, world.CJ().Advertiser
	must(t, s.vault.Set(secretCJToken, brand.Token))
	must(t, s.saveAccount(ctx, CJForm{CID: brand.CID, Currency: "USD", Role: "advertiser"}))

	offer := got(a.Offers.Save(offerForm(t, a)))(t)
	maya := got(a.Members.Save(MemberForm{Name: "Maya", Payee: "maya@x.example", PIDs: []string{pid}}))(t)
	jonas := got(a.Members.Save(MemberForm{Name: "Jonas", Payee: "jonas@x.example", PromoCodes: []string{"JONAS10"}}))(t)
	lea := got(a.Members.Save(MemberForm{Name: "Lea", Payee: "lea@x.example"}))(t)
	must(t, a.Sync(ctx))
	links := linksOf(t, a, offer.Row.ID, false, maya.ID, jonas.ID, lea.ID)
	must(t, a.Sync(ctx))

	ad := world.Sandbox.Ads()[0]
	direct := got(cj.BuildClick(world.ShopURL(), pid, ad.AID, "", ""))(t) // no link of ours
	address, _, _ := strings.Cut(offer.PostbackURL, "?")
	must(t, world.SetFault(string(sandbox.NoPostback), true)) // the brand's names the order
	want := map[string]string{}
	purchase := func(member, url, code string) (sid, order string) {
		shopper := practice.NewShopper(practice.Chrome)
		visit := got(shopper.Click(ctx, url))(t)
		order = got(shopper.BuyWith(ctx, code, visit.Landing, visit.Page, 1))(t)
		want[order] = member
		for _, hop := range visit.Hops {
			if to := got(neturl.Parse(hop.URL))(t); to.Query().Has("sid") {
				sid = to.Query().Get("sid")
			}
		}
		return sid, order
	}
	purchase("Maya", direct, "")
	purchase("Jonas", direct, "JONAS10")
	for _, link := range links {
		if link.MemberID == lea.ID {
			sid, order := purchase("Lea", link.URL, "")
			response := got(http.Get(address + "?transaction_id=" + sid + "&order_id=" + order + "&amount=" + ad.Price.Text() + "&payout=12.00"))(t)
			must(t, response.Body.Close())
		}
	}
	v := got(a.CJ.Refresh())(t)
	if v.Problem != "" || v.Unread != "" {
		t.Fatalf("the reading says %+v", v)
	}
	check := func(when, status string) {
		t.Helper()
		credited := map[string]string{}
		for _, row := range got(a.Conversions.List(ConversionFilter{}))(t).Rows {
			credited[row.OrderID] = row.MemberName
			if row.CJStatus != status || minor(t, row.NetworkCommission) != 0 {
				t.Errorf("%s: %s's sale is %q at CJ and brings %s", when, row.MemberName, row.CJStatus, row.NetworkCommission.Text)
			}
			if earned := minor(t, row.Sale) / 10; earned == 0 || minor(t, row.Payout) != earned {
				t.Errorf("%s: %s earns %s of %s", when, row.MemberName, row.Payout.Text, row.Sale.Text)
			}
			if story := fmt.Sprint(got(a.Conversions.Get(row.ID))(t)); !strings.Contains(story, "CJ pays that commission to the publisher who brought it") {
				t.Errorf("%s: nothing tells why %s's sale brings nothing: %s", when, row.MemberName, story)
			}
		}
		if !maps.Equal(credited, want) {
			t.Errorf("%s: credited %v, want %v", when, credited, want)
		}
		calendar, forecast := got(a.Cash.Calendar())(t), got(a.Cash.Forecast())(t)
		if minor(t, calendar.Open) != 0 || minor(t, calendar.Locked) != 0 {
			t.Errorf("%s: CJ would owe %s and %s", when, calendar.Open.Text, calendar.Locked.Text)
		}
		for _, day := range forecast.Days {
			if minor(t, day.In) != 0 {
				t.Errorf("%s: %s on %s is promised: %s", when, day.In.Text, day.Day, day.What)
			}
		}
		if forecast.Front != forecast.All || minor(t, forecast.All) == 0 {
			t.Errorf("%s: of %s, all is fronted, and it says %s", when, forecast.All.Text, forecast.Front.Text)
		}
		proposal := got(a.Cash.Propose(ReceiptForm{Source: "cj", Amount: "0.01", Day: got(a.Practice.State())(t).Now[:10]}))(t)
		if minor(t, proposal.Expected) != 0 {
			t.Errorf("%s: CJ would pay %s", when, proposal.Expected.Text)
		}
		cashAgrees(t, a, when)
	}
	check("new", "new")
	toPayday(t, a)
	got(a.CJ.Refresh())(t)
	check("on CJ's payday", "closed")
	if owed := got(s.store.Balance(ctx, ledger.CJLocked, "USD"))(t); owed.Debit().Minor != 0 {
		t.Errorf("CJ owes %s", owed.Debit())
	}

	// Payments come out of the brand's own money.
	got(a.Payments.RecordReceipt(ReceiptForm{Source: "deposit", Amount: "500.00", Day: got(a.Practice.State())(t).Now[:10]}))(t)
	must(t, a.Sync(ctx))
	overview := got(a.Payments.Overview())(t)
	var members []string
	for _, line := range got(a.Payments.Plan())(t).Lines {
		if line.Blocked != "" {
			t.Errorf("%s can't be paid: %s", line.MemberID, line.Blocked)
		}
		members = append(members, line.MemberID)
	}
	if len(members) != 3 || minor(t, overview.PayableNow) != 3*ad.Price.Minor/10 {
		t.Errorf("%d members are paid %s", len(members), overview.PayableNow.Text)
	}
}

package sandbox_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/money"
	"linkledger/internal/sandbox"
	"linkledger/internal/sandbox/commission"
)

// report calls the conversion endpoint for a sale after a click, with the usual
// parameters unless others are given.
func (w *world) report(orderID string, others url.Values) {
	w.Helper()
	at := w.land(w.box.Ads()[0].ClickPath() + "?sid=" + sid).Request.URL
	call := url.Values{"CID": {"5000001"}, "TYPE": {"400001"}, "METHOD": {"S2S"}, "CJEVENT": {at.Query().Get("cjevent")}, "OID": {orderID},
		"ITEM1": {"mug-02"}, "AMT1": {"24.00"}, "QTY1": {"3"}, "ITEM2": {"throw-01"}, "AMT2": {"120.00"}, "QTY2": {"1"}}
	for name, values := range others {
		call[name] = values
	}
	if _, simple := others["AMOUNT"]; simple {
		for name := range call {
			if strings.HasSuffix(name, "1") || strings.HasSuffix(name, "2") {
				delete(call, name)
			}
		}
	}
	if response := w.get(w.base + "/u?" + call.Encode()); response.StatusCode != 200 {
		w.Fatalf("the conversion call answered %s: %v", response.Status, w.box.ConversionCalls())
	}
}

// story is the ledger in short: status, validation, sale and commission.
func (w *world) story() (rows []string) {
	for _, r := range w.box.Commissions() {
		line := fmt.Sprintf("%s %s %s %s", r.Status, r.Validation, r.Sale.Text(), r.Commission.Text())
		if r.Reason != "" {
			line += " " + string(r.Reason)
		}
		rows = append(rows, line)
	}
	return rows
}

func (w *world) wantStory(want ...string) {
	w.Helper()
	if diff := cmp.Diff(want, w.story()); diff != "" {
		w.Errorf("ledger (-want +got):\n%s", diff)
	}
}

func TestLockingMethods(t *testing.T) {
	for tracker, want := range map[string]string{
		"400001": "new 2026-12-11T10:00:00Z, then locked",
		"400002": "new 2026-12-20T12:00:00Z, then locked",
		"400003": "locked 2026-11-22T12:00:00Z, then closed",
		"400004": "new 2027-02-18T12:00:00Z, then new",
	} {
		w := newWorld(t)
		w.report("BR-1", url.Values{"TYPE": {tracker}, "eventTime": {"2026-11-20T12:00:00Z"}}) // posted two days late
		row := w.box.Commissions()[0]
		w.clock.AdvanceTo(time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC))
		got := fmt.Sprintf("%s %s, then %s", row.Status, row.LockingDate.Format(time.RFC3339), w.box.Commissions()[0].Status)
		if got != want || row.PostingDate.Sub(row.EventDate) != 48*time.Hour {
			t.Errorf("%s: %s, want %s", tracker, got, want)
		}
		if err := w.box.ExtendOrder("BR-1"); err == nil {
			t.Errorf("%s was extended on 31 December", tracker)
		}
	}
}

func TestOpenEnded(t *testing.T) {
	w := newWorld(t)
	for _, id := range []string{"BR-1", "BR-2", "BR-3", "BR-4"} {
		w.report(id, url.Values{"TYPE": {"400004"}, "AMOUNT": {"100.00"}})
	}
	w.must(w.box.AcceptOrder("BR-1"))
	w.must(w.box.DeclineOrder("BR-2", commission.Compliance))
	w.must(w.box.SetFault(sandbox.DeclinedStands, true))
	w.must(w.box.DeclineOrder("BR-3", commission.Compliance))
	w.wantStory("locked ACCEPTED 100.00 10.00", "locked DECLINED 100.00 10.00", "locked DECLINED 100.00 10.00", "new PENDING 100.00 10.00",
		"locked DECLINED -100.00 -10.00 COMPLIANCE")
	for what, err := range map[string]error{
		"accept again": w.box.AcceptOrder("BR-1"), "decline what is accepted": w.box.DeclineOrder("BR-1", commission.Compliance),
		"extend": w.box.ExtendOrder("BR-4"), "unknown": w.box.AcceptOrder("BR-9"),
	} {
		if err == nil {
			t.Errorf("%s was taken", what)
		}
	}
	w.report("BR-5", nil)
	if err := w.box.AcceptOrder("BR-5"); err == nil || !strings.Contains(err.Error(), "only open-ended") {
		t.Errorf("accept a standard sale: %v", err)
	}
}

func TestLoweringAndAdjusting(t *testing.T) {
	usd := func(minor int64) money.Amount { return money.New(minor, "USD") }
	w := newWorld(t)
	w.report("BR-1", nil)
	w.report("BR-2", url.Values{"AMOUNT": {"100.00"}})
	w.must(w.box.LowerOrder("BR-1", usd(2400), commission.Returned))
	w.must(w.box.LowerOrder("BR-2", usd(4000), commission.BadDebt))
	w.must(w.box.ReturnOrder("BR-2", usd(1000)))
	w.wantStory("new AUTOMATED 192.00 19.20", "new AUTOMATED 100.00 10.00", "new AUTOMATED -24.00 -2.40 RETURNED_MERCHANDISE",
		"new AUTOMATED -40.00 -4.00 BAD_DEBT", "new AUTOMATED -60.00 -6.00 RETURNED_MERCHANDISE", "new AUTOMATED 50.00 5.00 RETURNED_MERCHANDISE")
	if part := w.box.Commissions()[2]; len(part.Items) != 1 || part.Items[0].Quantity != -1 || part.Items[0].Total != usd(-2400) {
		t.Errorf("items of the part = %+v", part.Items)
	}
	if err := w.box.AdjustOrder("BR-1", usd(100), commission.OtherReason); err == nil {
		t.Error("an open order was adjusted by hand")
	}
	w.clock.AdvanceTo(time.Date(2026, 12, 15, 0, 0, 0, 0, time.UTC))
	w.must(w.box.AdjustOrder("BR-1", usd(16800), commission.InvalidCreditCard))
	w.must(w.box.GiveBonus(usd(2500), ""))
	rows := w.box.Commissions()
	late, bonus := rows[6], rows[7]
	if late.Open() != true || late.Sale != usd(-16800) || late.Commission != usd(-1680) || late.LockingDate != time.Date(2027, 1, 11, 10, 0, 0, 0, time.UTC) {
		t.Errorf("the adjustment = %+v", late)
	}
	if bonus.Type != commission.Bonus || !bonus.Original || bonus.OrderID != "" || bonus.OriginalActionID == rows[0].OriginalActionID {
		t.Errorf("the bonus = %+v", bonus)
	}
	for what, err := range map[string]error{
		"adjust twice": w.box.AdjustOrder("BR-1", usd(1), commission.OtherReason), "extend what is locked": w.box.ExtendOrder("BR-1"),
		"no bonus": w.box.GiveBonus(usd(0), ""), "a bonus in EUR": w.box.GiveBonus(money.New(1, "EUR"), ""),
	} {
		if err == nil {
			t.Errorf("%s was taken", what)
		}
	}
	_, _, text := w.call("POST", "/query", token, `{ publisherCommissions(forPublishers: "7000001", actionTypes: ["bonus"]) { records { orderId saleAmountPubCurrency pubCommissionAmountUsd clickDate aid shopperId items { sku } } } }`)
	if want := `[{"orderId":null,"saleAmountPubCurrency":null,"pubCommissionAmountUsd":"25.00","clickDate":null,"aid":null,"shopperId":null,"items":[]}]`; !strings.Contains(text, want) {
		t.Errorf("the bonus at the API = %s", text)
	}
	w.clock.AdvanceTo(time.Date(2027, 2, 2, 0, 0, 0, 0, time.UTC))
	paid := int64(0)
	for _, p := range w.box.Payments() {
		paid += p.Amount.Minor
	}
	if want := int64(2500 + 500); paid != want {
		t.Errorf("paid %d, want %d", paid, want)
	}
}

// orders posts a mutation and returns the first error or what became of it.
func (w *world) orders(path, bearer, mutation string, list ...map[string]any) string {
	w.Helper()
	argument := map[string]string{"createOrders": "newOrders", "restateOrders": "restatedOrders", "cancelOrders": "cancelledOrders"}[mutation]
	body, err := json.Marshal(map[string]any{
		"query":     `mutation($o: [Order!]!) { ` + mutation + `(` + argument + `: $o) { submissionId orders { orderId } errors { message } } }`,
		"variables": map[string]any{"o": list},
	})
	w.must(err)
	before := len(w.box.ConversionCalls())
	_, _, text := w.call("POST", path, bearer, string(body))
	var answer struct {
		Errors []struct{ Message string }
	}
	w.must(json.Unmarshal([]byte(text), &answer))
	if len(answer.Errors) > 0 {
		return answer.Errors[0].Message
	}
	var outcomes []string
	for _, c := range w.box.ConversionCalls()[before:] {
		outcomes = append(outcomes, c.Outcome)
	}
	return strings.Join(outcomes, "; ")
}

func TestOrderAPI(t *testing.T) {
	w := newWorld(t)
	order := func(id string, more ...any) map[string]any {
		o := map[string]any{"enterpriseId": "5000001", "actionTrackerId": "400001", "orderId": id}
		for i := 0; i < len(more); i += 2 {
			if o[more[i].(string)] = more[i+1]; more[i+1] == nil {
				delete(o, more[i].(string))
			}
		}
		return o
	}
	ad := []any{"adId", "15000001", "promotionalPropertyId", "100000001", "sid", sid}
	mug := []any{map[string]any{"sku": "mug-02", "unitPrice": 24.0, "quantity": 2, "discount": "1.00"}}
	now, later := "2026-11-22T12:00:00Z", "2026-11-22T12:00:01Z"
	many := make([]any, 101)
	for i := range many {
		many[i] = mug[0]
	}
	for _, c := range []struct {
		path, bearer, mutation string
		order                  map[string]any
		want                   string
	}{
		{"/graphql", token, "createOrders", order("BR-1", "amount", "10"), "Unauthorized"},
		{"/graphql", advertiserToken, "createOrders", order("BR-1", "amount", "10"), "not processed: CJ can attribute it to no click"},
		{"/graphql", advertiserToken, "createOrders", order("BR-1", "amount", "10", "enterpriseId", "1"), "CID \"1\" is not an advertiser"},
		{"/graphql", advertiserToken, "createOrders", order("BR-1", "amount", "10", "eventTime", later), "Order may not have a eventTime in the future"},
		{"/graphql", advertiserToken, "createOrders", order("BR-1", "items", many), "Order may not have more than 100 items"},
		{"/graphql", advertiserToken, "createOrders", order("BR-1", "amount", "10", "updateTime", now), "field updateTime is undefined"},
		{"/graphqltest", advertiserToken, "createOrders", order("BR-1", append(ad, "amount", "10")...), ""},
		{"/graphql", advertiserToken, "createOrders", order("BR-1", append(ad, "items", mug, "coupon", "ANA10", "verticalParameters", map[string]any{"custStatus": "New"})...), "posted as commission 2900000001"},
		{"/graphql", advertiserToken, "createOrders", order("BR-1", append(ad, "amount", 5)...), "ignored: CJ has this order already"},
		{"/graphql", advertiserToken, "createOrders", order("BR-2", append(ad, "amount", 80.5, "actionTrackerId", "400004")...), "posted as commission 2900000002"},
		{"/graphql", advertiserToken, "restateOrders", order("BR-1", "amount", "10"), "updateTime is required"},
		{"/graphql", advertiserToken, "restateOrders", order("BR-1", "amount", "10", "updateTime", later), "Order may not have a updateTime in the future"},
		{"/graphql", advertiserToken, "restateOrders", order("BR-1", "amount", "10", "updateTime", now, "correctionReason", "Mood"), "correctionReason \"Mood\" is unknown"},
		{"/graphql", advertiserToken, "restateOrders", order("BR-1", "amount", "10", "updateTime", now, "status", "Accepted"), "not processed: status \"Accepted\" doesn't fit"},
		{"/graphql", advertiserToken, "restateOrders", order("BR-9", "amount", "10", "updateTime", now), "not processed: CJ has no commission"},
		{"/graphql", advertiserToken, "restateOrders", order("BR-1", "items", mug[:1:1], "discount", 7, "updateTime", now, "correctionReason", "ReturnedMerchandise"), "restated"},
		{"/graphql", advertiserToken, "restateOrders", order("BR-2", "amount", 80.5, "updateTime", now, "actionTrackerId", "400004"), "not processed: status \"\" doesn't fit"},
		{"/graphql", advertiserToken, "restateOrders", order("BR-2", "amount", 80.5, "updateTime", now, "actionTrackerId", "400004", "status", "Accepted"), "restated"},
		{"/graphql", advertiserToken, "cancelOrders", order("BR-2", "updateTime", now, "actionTrackerId", "400004", "status", "Declined"), "not processed: order BR-2 is locked"},
		{"/graphql", advertiserToken, "cancelOrders", order("BR-1", "updateTime", now, "correctionReason", "DuplicateOrder"), "cancelled"},
		{"/graphql", advertiserToken, "cancelOrders", order("BR-1", "updateTime", now), "not processed: order BR-1 has been taken back"},
	} {
		if got := w.orders(c.path, c.bearer, c.mutation, c.order); !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s %s %v = %q, want %q", c.path, c.mutation, c.order, got, c.want)
		}
	}
	w.wantStory("new AUTOMATED 47.00 4.70", "locked ACCEPTED 80.50 8.05", "new AUTOMATED -47.00 -4.70 RETURNED_MERCHANDISE",
		"new AUTOMATED 40.00 4.00 RETURNED_MERCHANDISE", "new AUTOMATED -40.00 -4.00 DUPLICATED_ORDER")
	if row := w.box.Commissions()[0]; row.SID != sid || row.Buyer.Coupon != "ANA10" || !row.ClickDate.IsZero() {
		t.Errorf("the created order = %+v", row)
	}
	const literal = `mutation { cancelOrders(cancelledOrders: [{enterpriseId: "5000001", actionTrackerId: "400001", orderId: "BR-7", updateTime: "2026-11-22T12:00:00Z", correctionReason: Other}]) { batchId } }`
	if _, _, text := w.call("POST", "/graphql", advertiserToken, literal); !strings.Contains(text, `"batchId"`) {
		t.Errorf("an order in the text = %s", text)
	}
	if _, _, text := w.call("POST", "/graphql", advertiserToken, `{ getBuildNumber }`); !strings.Contains(text, `{"getBuildNumber":"1"}`) {
		t.Errorf("build number = %s", text)
	}
}

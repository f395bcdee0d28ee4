package relay_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

// change pushes one field of the fixture's offer.
func (f *fixture) changeRules(rules relayapi.PostbackRules) {
	f.t.Helper()
	f.mustPush(relayapi.Push{Epoch: f.epoch, Offers: []relayapi.PublicOffer{{ID: f.offer().ID, Postback: &rules}}})
}

func TestPostbackOfAPromoCode(t *testing.T) {
	f := start(t)
	stranger := affiliate.ClickKeys{bytes.Repeat([]byte{1}, 32)}
	odd, err := stranger.Mint(affiliate.ClickParts{Time: f.clock.Now(), Link: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{
		"promo_code=EVE10&amount=5&oid=1", "coupon=EVE10&amount=5.00&oid=1", // one
		"transaction_id=" + string(odd) + "&promo_code=EVE10&amount=5&oid=2",
		"promo_code=EVE10&amount=7", "promo_code=EVE10&amount=8",
		"promo_code=EVE10&kind=reversal&oid=1",
		"transaction_id=" + f.click() + "&promo_code=EVE10&amount=9",
	} {
		if status, reply := f.postback(query); status != 200 {
			t.Fatalf("%s: %d %s", query, status, reply)
		}
	}
	var got []string
	all := f.conversions()
	for _, c := range all {
		got = append(got, fmt.Sprintf("%s %s %s %s %d %s", c.Kind, c.State, c.PromoCode, c.OrderID, c.LinkNumber, c.SaleAmount.Text))
		if c.OfferID != f.offer().ID || (c.ClickID == "") == (c.PromoCode == "") {
			t.Errorf("%+v", c)
		}
	}
	want := []string{"sale reported EVE10 1 0 5", "sale reported EVE10 2 0 5", "sale reported EVE10  0 7", "sale reported EVE10  0 8",
		"reversal reported EVE10 1 0 ", fmt.Sprintf("sale reported   %d 9", f.block.FirstNumber)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	if all[4].Corrects != all[0].ID {
		t.Errorf("the reversal is of %q", all[4].Corrects)
	}
	if call := f.calls()[4]; !strings.Contains(call.Query, string(odd)) {
		t.Errorf("the odd click id is not kept: %s", call.Query)
	}
}

// A click of ours counts when nothing of it is left: its link number is in it.
func TestPostbackOfALateClick(t *testing.T) {
	f := start(t)
	late, err := affiliate.ClickKeys(f.workspace.ClickKeys).Mint(affiliate.ClickParts{Time: f.clock.Now().AddDate(-2, 0, 0), Link: 987_654})
	if err != nil {
		t.Fatal(err)
	}
	if status, reply := f.postback("transaction_id=" + string(late) + "&amount=5"); status != 200 {
		t.Fatalf("%d %s", status, reply)
	}
	if c := f.conversions()[0]; c.LinkNumber != 987_654 || c.State != relayapi.StateReported || c.Click != nil || c.OfferID != f.offer().ID {
		t.Fatalf("%+v", c)
	}
}

func TestSignedPostbacks(t *testing.T) {
	f := start(t)
	key := bytes.Repeat([]byte{0xA7, 3, 0xEE, 9}, 8)
	f.changeRules(relayapi.PostbackRules{SigningKey: key})
	id := f.click()
	sign := func(amount string, at time.Time) string {
		text := fmt.Sprintf("amount=%s\ntransaction_id=%s\nts=%d\n", amount, id, at.Unix())
		h := hmac.New(sha256.New, key)
		h.Write([]byte(text))
		return fmt.Sprintf("transaction_id=%s&amount=%s&ts=%d&sig=%x", id, amount, at.Unix(), h.Sum(nil))
	}
	good := sign("5", f.clock.Now())
	for range 2 { // a replay changes nothing
		if status, reply := f.postback(good); status != 200 {
			t.Fatalf("%d %s", status, reply)
		}
	}
	for name, query := range map[string]string{
		"unsigned": "transaction_id=" + id + "&amount=6", "altered": strings.Replace(good, "amount=5", "amount=6", 1),
		"stale": sign("6", f.clock.Now().Add(-6*time.Minute)),
	} {
		if status, reply := f.postback(query); status != http.StatusUnauthorized {
			t.Errorf("%s: %d %s", name, status, reply)
		} else if call := f.calls()[0]; call.Accepted || call.Reply != reply || strings.Contains(call.Query, "sig=") && !strings.Contains(call.Query, "sig=[removed]") {
			t.Errorf("%s: kept as %+v", name, call)
		}
	}
	if n := len(f.conversions()); n != 1 {
		t.Fatalf("%d conversions", n)
	}
	// The key is in no answer and no log.
	kept := fmt.Sprintf("%+v", f.calls()) + f.logged.String()
	for _, form := range []string{hex.EncodeToString(key), base64.StdEncoding.EncodeToString(key), string(key)} {
		if strings.Contains(kept, form) {
			t.Error("the signing key was given away")
		}
	}
	f.close()
	f.open() // the rules are durable
	if status, _ := f.postback("transaction_id=" + id + "&amount=6"); status != http.StatusUnauthorized {
		t.Errorf("after a restart: %d", status)
	}
	f.changeRules(relayapi.PostbackRules{})
	if status, reply := f.postback("transaction_id=" + id + "&amount=5"); status != 200 {
		t.Errorf("taken back: %d %s", status, reply)
	}
}

func TestAllowedNetworks(t *testing.T) {
	f := start(t)
	query := "transaction_id=" + f.click() + "&amount=5"
	f.changeRules(relayapi.PostbackRules{Networks: []string{"192.0.2.0/24"}})
	if status, reply := f.postback(query); status != http.StatusForbidden || !strings.Contains(reply, "address") || f.calls()[0].Accepted {
		t.Fatalf("%d %s", status, reply)
	}
	// What a caller writes into a header counts only behind a proxy.
	if r := f.get("GET", "/postback/"+token+"?"+query, "X-Forwarded-For", "192.0.2.1"); r.StatusCode != http.StatusForbidden {
		t.Fatalf("forged: %d", r.StatusCode)
	}
	f.changeRules(relayapi.PostbackRules{Networks: []string{"127.0.0.0/8", "::1"}})
	if status, reply := f.postback(query); status != 200 {
		t.Fatalf("%d %s", status, reply)
	}
}

func TestPostbackRulesAreCheckedAtThePush(t *testing.T) {
	f := start(t)
	for says, rules := range map[string]relayapi.PostbackRules{
		"32":                           {SigningKey: []byte("short")},
		"there is no field":            {Parameters: map[string]string{"colour": "x"}},
		"can't be read: write it like": {Networks: []string{"everywhere"}},
	} {
		response := f.push(relayapi.Push{Epoch: f.epoch, Offers: []relayapi.PublicOffer{{ID: f.offer().ID, Postback: &rules}}})
		if response.StatusCode() != http.StatusBadRequest || !strings.Contains(string(response.Body), says) {
			t.Errorf("%d %s", response.StatusCode(), response.Body)
		}
	}
	f.changeRules(relayapi.PostbackRules{Parameters: map[string]string{"click_id": "mine"}, Amounts: relayapi.Minor})
	f.mustPush(relayapi.Push{Epoch: f.epoch, Offers: []relayapi.PublicOffer{{ID: f.offer().ID, Currency: "USD"}}})
	if status, reply := f.postback("mine=" + f.click() + "&amount=1250"); status != 200 {
		t.Fatalf("%d %s", status, reply)
	}
	if got := f.conversions()[0].SaleAmount; got != (relayapi.Money{Text: "1250", Minor: 1250, Currency: "USD"}) {
		t.Errorf("%+v", got)
	}
}

// A postback that comes again after its relay was brought back from a copy is
// the conversion that it was.
func TestConversionIDsFollowFromTheirContent(t *testing.T) {
	f := start(t)
	id := f.click()
	ids := map[string]string{}
	for _, query := range []string{"amount=5", "amount=5&oid=1", "amount=5&oid=1&payout=0", "amount=5&oid=1&currency=USD", "amount=5&oid=1&commission_id=3",
		"amount=5&oid=1&kind=correction", "amount=500&oid=1"} {
		if status, reply := f.postback("transaction_id=" + id + "&" + query); status != 200 {
			t.Fatalf("%d %s", status, reply)
		}
		entries := f.entries(relayapi.KindConversion)
		last := bodies[relayapi.ConversionBody](t, entries[len(entries)-1:])[0]
		if other, taken := ids[last.ID]; taken || entries[len(entries)-1].Key != last.ID {
			t.Errorf("%s has the id of %s", query, other)
		}
		if got := last.Report().ContentID(f.workspace.ID); string(got) != last.ID {
			t.Errorf("the content of %s says %s", query, got)
		}
		ids[last.ID] = query
	}
}

func TestTooManyReportsOfAClick(t *testing.T) {
	f := start(t)
	id := f.click()
	parts, err := relayParts(f, id)
	if err != nil {
		t.Fatal(err)
	}
	errs, err := f.sqlite.Batch(t.Context(), []func(relay.Tx) error{func(tx relay.Tx) error {
		for i := range affiliate.MaxReports {
			c := relayapi.ConversionBody{ID: fmt.Sprintf("c%d", i), ClickID: id, LinkNumber: parts.Link, OrderID: fmt.Sprint(i), Kind: relayapi.KindSale,
				SaleAmount: relayapi.Money{Text: "1", Minor: 100, Currency: "EUR"}, Payout: relayapi.Money{Currency: "EUR"}, State: relayapi.StateReported, ReceivedAt: f.clock.Now()}
			body, err := json.Marshal(c)
			if err != nil {
				return err
			}
			seq, err := tx.Append(f.workspace.ID, relayapi.Entry{ID: c.ID, Kind: relayapi.KindConversion, Schema: 1, Device: relayapi.RelayDevice, Actor: relayapi.RelayDevice, Time: f.clock.Now(), Key: c.ID, Body: body})
			if err != nil {
				return err
			}
			if err := tx.PutConversions(f.workspace.ID, seq, c); err != nil {
				return err
			}
		}
		return nil
	}})
	if err != nil || errs[0] != nil {
		t.Fatal(err, errs)
	}
	if status, reply := f.postback("transaction_id=" + id + "&amount=1&oid=5"); status != 200 {
		t.Errorf("a duplicate: %d %s", status, reply)
	}
	if status, reply := f.postback("transaction_id=" + id + "&amount=1&oid=new"); status != http.StatusTooManyRequests || !strings.Contains(reply, "too many") {
		t.Errorf("one more: %d %s", status, reply)
	}
}

func relayParts(f *fixture, id string) (affiliate.ClickParts, error) {
	_, parts, err := affiliate.ClickKeys(f.workspace.ClickKeys).Parse(id)
	return parts, err
}

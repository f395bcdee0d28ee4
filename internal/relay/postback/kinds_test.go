package postback_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay/postback"
	"linkledger/internal/relayapi"
)

func TestPresetsReadTheirNetworksCalls(t *testing.T) {
	minor := &relayapi.PostbackRules{Amounts: relayapi.Minor}
	tests := map[string]struct {
		preset  string
		changed *relayapi.PostbackRules
		query   string
		want    string // click, promo code, order, network id, kind, sale, payout
	}{
		"everflow":            {"everflow", nil, "sub1=c&sale_amount=12.50&payout_amount=1", "c| | | |sale|1250 EUR|100 EUR"},
		"impact":              {"impact", nil, "SubId1=c&Amount=5&action_id=10.20&Status=APPROVED", "c| | |10.20|sale|500 EUR|-"},
		"impact reversed":     {"impact", nil, "SubId1=c&action_id=10.20&Status=REVERSED", "c| | |10.20|reversal|-|-"},
		"awin":                {"awin", nil, "clickRef=c&transactionAmount=5&commission=1&transactionId=9&transactionCurrency=USD", "c| | |9|sale|500 USD|100 USD"},
		"shareasale":          {"shareasale", nil, "afftrack=c&amountOfSale=5&orderNumber=o&transID=7&commission=!!commission!!", "c| |o|7|sale|500 EUR|-"},
		"rakuten":             {"rakuten", nil, "u1=c&sale_amount=5&etransaction_id=e", "c| |e| |sale|500 EUR|-"},
		"rakuten cancels":     {"rakuten", nil, "u1=c&sale_amount=-5&commissions=-1&etransaction_id=e", "c| |e| |correction|-500 EUR|-100 EUR"},
		"tune rejects":        {"tune", nil, "transaction_id=c&amount=5&status=rejected", "c| | | |reversal|500 EUR|-"},
		"generic":             {"generic", nil, "cid=c&amount=5&txid=o&type=whatever", "c| |o| |sale|500 EUR|-"},
		"generic in cents":    {"generic_minor", nil, "click_id=c&amount=1250&payout=125", "c| | | |sale|1250 EUR|125 EUR"},
		"cents by the offer":  {"cj", minor, "sid=c&amount=1250", "c| | | |sale|1250 EUR|-"},
		"majors by the offer": {"generic_minor", &relayapi.PostbackRules{Amounts: relayapi.Major}, "cid=c&amount=12.50", "c| | | |sale|1250 EUR|-"},
		"own names come first": {"cj", &relayapi.PostbackRules{Parameters: map[string]string{"click_id": "Sub_7", "order_id": "ref[1]"}},
			"sid=other&sub_7=c&amount=5&REF[1]=o&order_id=x", "c| |o| |sale|500 EUR|-"},
		"correction":  {"cj", nil, "sid=c&amount=-5&payout=-1&kind=Correction", "c| | | |correction|-500 EUR|-100 EUR"},
		"more came":   {"cj", nil, "sid=c&amount=5&kind=adjustment", "c| | | |correction|500 EUR|-"},
		"reversal":    {"cj", nil, "sid=c&kind=refund", "c| | | |reversal|-|-"},
		"restatement": {"cj", nil, "sid=c&amount=4&kind=restatement", "c| | | |restatement|400 EUR|-"},
		"promo code":  {"cj", nil, "coupon=EVE10&amount=5&oid=o", " |EVE10|o| |sale|500 EUR|-"},
		"both":        {"cj", nil, "sid=c&promo_code=EVE10&amount=5", "c|EVE10| | |sale|500 EUR|-"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r, sale, payout, err := read(rules(t, test.preset, test.changed), test.query, "", "")
			if err != nil {
				t.Fatal(err)
			}
			show := func(m relayapi.Money) string {
				if m.Text == "" {
					return "-"
				}
				return strings.ReplaceAll(affiliate.ReportedAmount{Amount: amountOf(m)}.MinorText()+" "+m.Currency, "  ", " ")
			}
			parts := []string{r.ClickID, r.PromoCode, r.OrderID, r.NetworkID, string(r.Kind), show(sale), show(payout)}
			for i, part := range parts {
				if part == "" {
					parts[i] = " "
				}
			}
			if diff := cmp.Diff(test.want, strings.Join(parts, "|")); diff != "" {
				t.Fatal(diff)
			}
		})
	}
}

func TestKindsAreRefused(t *testing.T) {
	for query, says := range map[string]string{
		"sid=c&amount=5&kind=whatever":                         "whatever",
		"sid=c&amount=-5&kind=restatement":                     "negative",
		"sid=c&amount=-5&kind=sale":                            "marks no correction",
		"sid=c&kind=correction":                                "sale amount is missing",
		"sid=c&amount=5&payout=-1&kind=restatement":            "negative",
		"promo_code={promo_code}&amount=5":                     "transaction id is missing",
		"promo_code=" + strings.Repeat("p", 200) + "&amount=5": "promo code",
	} {
		if _, _, _, err := read(rules(t, "cj", nil), query, "", ""); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", query, err)
		}
	}
	for query, says := range map[string]string{
		"cid=c&amount=12.50":                "whole number of cents",
		"cid=c&amount=-":                    "whole number of cents",
		"cid=c&amount=1e3":                  "whole number of cents",
		"cid=c&amount=1000000000000001":     "too large",
		"cid=c&amount=99999999999999999999": "too large",
	} {
		if _, _, _, err := read(rules(t, "generic_minor", nil), query, "", ""); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", query, err)
		}
	}
}

func TestEveryPresetCanBeUsed(t *testing.T) {
	for _, p := range postback.Presets() {
		r := rules(t, p.Name, nil)
		for _, field := range []affiliate.PostbackField{affiliate.PostbackClickID, affiliate.PostbackSale} {
			if len(p.Names[field]) == 0 || p.Macros[field] == "" {
				t.Errorf("%s has no %s", p.Name, field)
			}
		}
		for field, names := range p.Names {
			for _, name := range names {
				if name != strings.ToLower(name) {
					t.Errorf("%s: %s of %s is not in lower case", p.Name, name, field)
				}
			}
		}
		if p.Label == "" || p.Corrections == "" {
			t.Errorf("%s says too little", p.Name)
		}
		// Nobody has filled the URL in yet, so it reports nothing.
		if _, _, _, err := read(r, p.Query(nil), "", ""); err == nil || !strings.Contains(err.Error(), "transaction id is missing") {
			t.Errorf("%s: %s: %v", p.Name, p.Query(nil), err)
		}
	}
	own := map[affiliate.PostbackField]string{affiliate.PostbackClickID: "sub"}
	cj, _ := affiliate.PostbackPresetNamed("cj")
	if got := cj.Query(own); got != "sub={transaction_id}&amount={sale_amount}&payout={payout}" {
		t.Errorf("query %s", got)
	}
}

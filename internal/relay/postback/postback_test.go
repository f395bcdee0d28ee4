package postback_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/relay/postback"
	"linkledger/internal/relayapi"
)

func rules(t testing.TB, preset string, changed *relayapi.PostbackRules) postback.Rules {
	t.Helper()
	r, err := postback.NewRules(preset, changed)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func read(r postback.Rules, query, contentType, body string) (report postback.Report, sale, payout relayapi.Money, err error) {
	given, err := postback.Parse(query, contentType, []byte(body))
	if err != nil {
		return report, sale, payout, err
	}
	params, err := given.Params()
	if err != nil {
		return report, sale, payout, err
	}
	if report, err = r.Read(params); err != nil {
		return report, sale, payout, err
	}
	sale, payout, err = report.Amounts("EUR")
	return report, sale, payout, err
}

func TestReadTakesEachShape(t *testing.T) {
	const form, json = "application/x-www-form-urlencoded", "application/json; charset=utf-8"
	type want struct {
		click, order, network, status string
		sale, payout                  relayapi.Money
	}
	eur := func(text string, minor int64) relayapi.Money {
		return relayapi.Money{Text: text, Minor: minor, Currency: "EUR"}
	}
	tests := map[string]struct {
		preset, query, contentType, body string
		want                             want
	}{
		"query": {"cj", "sid=c1&amount=12.50&payout=1.25&oid=o1&commission_id=7&status=new", "", "",
			want{"c1", "o1", "7", "new", eur("12.50", 1250), eur("1.25", 125)}},
		"no payout": {"cj", "transaction_id=c1&sale_amount=5", "", "",
			want{"c1", "", "", "", eur("5", 500), relayapi.Money{Currency: "EUR"}}},
		"own currency": {"tune", "transaction_id=c1&amount=500&currency=JPY&adv_unique1=o2", "", "",
			want{"c1", "o2", "", "", relayapi.Money{Text: "500", Minor: 500, Currency: "JPY"}, relayapi.Money{Currency: "JPY"}}},
		"form":               {"cj", "transaction_id=c1", form, "amount=3.00&order_id=a%20b", want{"c1", "a b", "", "", eur("3.00", 300), relayapi.Money{Currency: "EUR"}}},
		"json":               {"cj", "", json, `{"transaction_id":"c1","amount":12.5,"payout":"2","order_id":991,"x":null}`, want{"c1", "991", "", "", eur("12.5", 1250), eur("2", 200)}},
		"macros are missing": {"cj", "transaction_id={sid}&sid=c1&amount=1&order_id=[[oid]]&payout=%25%25P%25%25&status=!!!s!!!&network_id=$%7Bid%7D", "", "", want{"c1", "", "", "", eur("1", 100), relayapi.Money{Currency: "EUR"}}},
		"upper-case names":   {"cj", "SID=c1&Amount=1", "", "", want{"c1", "", "", "", eur("1", 100), relayapi.Money{Currency: "EUR"}}},
		"at the limit":       {"cj", "sid=c1&amount=10000000000000.00", "", "", want{"c1", "", "", "", eur("10000000000000.00", money.Limit), relayapi.Money{Currency: "EUR"}}},
		"same value twice":   {"cj", "sid=c1&amount=1&amount=1", "", "", want{"c1", "", "", "", eur("1", 100), relayapi.Money{Currency: "EUR"}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r, sale, payout, err := read(rules(t, test.preset, nil), test.query, test.contentType, test.body)
			if err != nil {
				t.Fatal(err)
			}
			got := want{r.ClickID, r.OrderID, r.NetworkID, r.Status, sale, payout}
			if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(want{})); diff != "" {
				t.Fatal(diff)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	tests := map[string]struct{ query, contentType, body, says string }{
		"no click":        {"amount=1", "", "", "transaction id is missing"},
		"macro click":     {"transaction_id={transaction_id}&amount=1", "", "", "transaction id is missing"},
		"no amount":       {"transaction_id=c", "", "", "sale amount is missing"},
		"macro amount":    {"transaction_id=c&amount=[[AMOUNT]]", "", "", "sale amount is missing"},
		"comma":           {"transaction_id=c&amount=12,5", "", "", "12,5"},
		"exponent":        {"transaction_id=c&amount=1e9", "", "", "plain decimal"},
		"json exponent":   {"", "application/json", `{"transaction_id":"c","amount":1e9}`, "plain decimal"},
		"NaN":             {"transaction_id=c&amount=NaN", "", "", "plain decimal"},
		"infinite":        {"transaction_id=c&amount=Inf", "", "", "plain decimal"},
		"hexadecimal":     {"transaction_id=c&amount=0x10", "", "", "plain decimal"},
		"plus":            {"transaction_id=c&amount=%2B5", "", "", "plain decimal"},
		"negative":        {"transaction_id=c&amount=-5", "", "", "negative"},
		"negative zero":   {"transaction_id=c&amount=-0", "", "", "negative"},
		"negative payout": {"transaction_id=c&amount=5&payout=-1", "", "", "payout"},
		"million digits":  {"transaction_id=c&amount=" + strings.Repeat("9", 1_000_000), "", "", "too large"},
		"out of range":    {"transaction_id=c&amount=99999999999999999999", "", "", "too large"},
		"over the limit":  {"transaction_id=c&amount=10000000000000.01", "", "", "sale amount \"10000000000000.01\" is too large"},
		"JPY over it":     {"transaction_id=c&amount=1000000000000001&currency=JPY", "", "", "too large"},
		"payout over it":  {"transaction_id=c&amount=5&payout=90000000000000000", "", "", "payout \"90000000000000000\" is too large"},
		"currency":        {"transaction_id=c&amount=5&currency=EURO", "", "", "EURO"},
		"two amounts":     {"transaction_id=c&amount=5&amount=6", "", "", "given twice"},
		"query and body":  {"transaction_id=c&amount=5", "application/x-www-form-urlencoded", "amount=6", "given twice"},
		"bad escape":      {"transaction_id=%zz", "", "", "percent-encode"},
		"control":         {"transaction_id=c%00d&amount=1", "", "", "not text"},
		"long order id":   {"transaction_id=c&amount=5&order_id=" + strings.Repeat("o", 200), "", "", "order id"},
		"json array":      {"", "application/json", `[1]`, "one object"},
		"json null":       {"", "application/json", `null`, "one object"},
		"json twice":      {"", "application/json", `{"sid":"c"}{}`, "nothing after"},
		"json nested":     {"", "application/json", `{"sid":{"a":1}}`, "plain value"},
		"xml":             {"", "text/xml", `<a/>`, "not supported"},
		"media type":      {"", ";;;", `a=b`, "Content-Type"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, _, _, err := read(rules(t, "cj", nil), test.query, test.contentType, test.body)
			if err == nil || !strings.Contains(err.Error(), test.says) {
				t.Fatalf("got %v, want it to say %q", err, test.says)
			}
			reply := postback.Failure(err.Error())
			if strings.Count(reply, ";") != 1 || len(reply) > 400 || !strings.HasPrefix(reply, "success=false; err_msg=") {
				t.Fatalf("the reply is %q", reply)
			}
		})
	}
}

func TestRedact(t *testing.T) {
	const token = "k3Y0f+the/door=="
	for in, want := range map[string]string{
		"a=1&sub=198.51.100.7&x=2001%3Adb8%3A%3A1&t=12.50":     "a=1&sub=[removed]&x=[removed]&t=12.50",
		`{"sub":"198.51.100.7","x":"2001:db8::1","t":"12.50"}`: `{"sub":"[removed]","x":"[removed]","t":"12.50"}`,
		"a=1&security_token=" + "x" + "&b=2":                   "a=1&security_token=[removed]&b=2",
		"a=1&%73ecurity_token=x":                               "a=1&%73ecurity_token=[removed]",
		"session_ip=198.51.100.7&amount=1":                     "session_ip=[removed]&amount=1",
		"x=" + token:                                           "x=[removed]",
		"x=k3Y0f%2Bthe%2Fdoor%3D%3D":                           "x=[removed]",
		`{"security_token": "a\"b", "amount": 1}`:              `{"security_token": "[removed]", "amount": 1}`,
		`{"ip":"198.51.100.7","token":12,"x":"kept"}`:          `{"ip":"[removed]","token":"[removed]","x":"kept"}`,
		"amount=\xff\x00":                                      "amount=??",

		"sub=%5B2001%3Adb8%3A%3A1%5D%3A443&t=1":                                 "sub=[removed]&t=1",
		"sub=198.51.100.7%2C+10.1.2.3":                                          "sub=[removed]",
		"ref=https%3A%2F%2Fshop.example%2F%3Fip%3D2001%3Adb8%3A%3A1":            "ref=[removed]",
		"ref=https%253A%252F%252Fshop.example%252F%253Fip%253D2001%253Adb8::1x": "ref=[removed]",
		"%32001%3Adb8%3A%3A1=x":                                                 "[removed]",
		"ip:2001:db8::1: and 198.51.100.7.":                                     "ip[removed] and [removed].",
		`{"x":"at 2001\u003adb8::1","y":"2001%3Adb8::1","z":"\u0031"`:           `{"x":"[removed]","y":"[removed]","z":"\u0031"`,
		"at=2026-11-22T12:30:45Z&t=12:30&v=1.2.3&a=%zz":                         "at=2026-11-22T12:30:45Z&t=12:30&v=1.2.3&a=%zz",
		"success=false; err_msg=the sale amount \"2001:db8::1\" is no number;":  "success=false; err_msg=the sale amount \"[removed]\" is no number;",
	} {
		if got := postback.Redact(in, 4096, token); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
	if got := postback.Redact(strings.Repeat("é", 100), 11); len(got) > 11 {
		t.Errorf("cut to %d bytes", len(got))
	}
}

func FuzzRead(f *testing.F) {
	f.Add("transaction_id=c&amount=1.5&currency=USD", "application/json", []byte(`{"order_id":1}`))
	f.Add("", "application/x-www-form-urlencoded", []byte("sid=c&amount=-1"))
	f.Fuzz(func(t *testing.T, query, contentType string, body []byte) {
		_, sale, payout, err := read(rules(t, "cj", nil), query, contentType, string(body))
		if err != nil {
			if reply := postback.Failure(err.Error()); strings.ContainsAny(reply, "\r\n") || len(reply) > 1000 {
				t.Fatalf("reply %q", reply)
			}
			return
		}
		if sale.Minor < 0 || sale.Minor > money.Limit || payout.Minor < 0 || payout.Minor > money.Limit || sale.Currency == "" || sale.Currency != payout.Currency {
			t.Fatalf("accepted %+v and %+v", sale, payout)
		}
	})
}

func FuzzAmount(f *testing.F) {
	for _, text := range []string{"12.50", "1e9", "NaN", "-5", "12,5", "0.005", "00", ".5", "5.", "99999999999999999.99", "10000000000000.00", "10000000000000.01"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		report, err := rules(t, affiliate.PresetCJ, nil).Read(postback.Params{"sid": "c", "amount": text})
		if err != nil {
			return
		}
		sale, _, err := report.Amounts("USD")
		if err != nil {
			return
		}
		if sale.Text != text || sale.Minor < 0 || sale.Minor > money.Limit || strings.Trim(text, "0123456789.") != "" || strings.Count(text, ".") > 1 {
			t.Fatalf("%q was accepted as %+v", text, sale)
		}
	})
}

func FuzzRedact(f *testing.F) {
	f.Add("security_token=", "door-key-1234", "&a=b")
	f.Fuzz(func(t *testing.T, before, token, after string) {
		if len(token) < 12 || strings.Contains(token, "[removed]") {
			return
		}
		if got := postback.Redact(before+token+after, 4096, token); strings.Contains(got, token) {
			t.Fatalf("%q still holds the token", got)
		}
	})
}

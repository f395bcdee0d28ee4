package postback_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/relay/postback"
	"linkledger/internal/relayapi"
)

var (
	now = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	key = bytes.Repeat([]byte{7}, 32)
)

func amountOf(m relayapi.Money) money.Amount { return money.New(m.Minor, money.Currency(m.Currency)) }

// mac signs a text as a network would.
func mac(key []byte, text string) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return hex.EncodeToString(h.Sum(nil))
}

func TestSignature(t *testing.T) {
	ts := fmt.Sprint(now.Unix())
	lines := "amount=5.00\nempty=\nsid=c d\nts=" + ts + "\n"
	good := mac(key, lines)
	call := "sid=c+d&Amount=5.00&empty=&ts=" + ts
	at := func(off time.Duration) string {
		ts := fmt.Sprint(now.Add(off).Unix())
		return "sid=c&ts=" + ts + "&sig=" + mac(key, "sid=c\nts="+ts+"\n")
	}
	tests := map[string]struct{ query, says string }{
		"good":                 {call + "&sig=" + good, ""},
		"upper case":           {call + "&sig=" + strings.ToUpper(good), ""},
		"no end of line":       {call + "&sig=" + mac(key, strings.TrimSuffix(lines, "\n")), ""},
		"other order":          {"ts=" + ts + "&sig=" + good + "&empty=&amount=5.00&sid=c%20d", ""},
		"at the window's edge": {at(5 * time.Minute), ""},
		"in time, late":        {at(-5 * time.Minute), ""},
		"ahead":                {at(5*time.Minute + time.Second), "5 minutes off"},
		"stale":                {at(-5*time.Minute - time.Second), "5 minutes off"},
		"far":                  {"sid=c&ts=-9223372036854775808&sig=00", "5 minutes off"},
		"no signature":         {call, "must be signed"},
		"no time":              {"sid=c&sig=" + mac(key, "sid=c\n"), "must be signed"},
		"another amount":       {"sid=c+d&amount=6.00&empty=&ts=" + ts + "&sig=" + good, "does not fit"},
		"one more parameter":   {call + "&payout=9&sig=" + good, "does not fit"},
		"another key":          {call + "&sig=" + mac(key[1:], lines), "does not fit"},
		"no hexadecimal":       {call + "&sig=zz", "does not fit"},
		// The same lines as those of the good call, from other parameters.
		"line in a value":      {"sid=c+d%0Ats%3D" + ts + "&amount=5.00&empty=&ts=" + ts + "&sig=" + mac(key, lines+"ts="+ts+"\n"), "line break"},
		"parameters in one":    {"amount=5.00%0Aempty%3D%0Asid%3Dc+d&ts=" + ts + "&sig=" + good, "line break"},
		"line in a name":       {"amount=5.00&empty%3D%0Asid=c+d&ts=" + ts + "&sig=" + good, "line break"},
		"equals sign in name":  {"amount%3D5=0&ts=" + ts + "&sig=" + mac(key, "amount=5=0\nts="+ts+"\n"), "= in a name"},
		"equals sign in value": {"amount=5=0&ts=" + ts + "&sig=" + mac(key, "amount=5=0\nts="+ts+"\n"), ""},
		"time in words":        {"sid=c&ts=today&sig=" + good, "Unix seconds"},
	}
	r := rules(t, "cj", &relayapi.PostbackRules{SigningKey: key})
	for name, test := range tests {
		given, err := postback.Parse(test.query, "", nil)
		if err != nil {
			t.Fatal(err)
		}
		err = r.Verify(given, now)
		if (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", name, err)
		}
		if err := rules(t, "cj", nil).Verify(given, now); err != nil {
			t.Errorf("%s, where none is asked for: %v", name, err)
		}
	}
}

func TestNetworks(t *testing.T) {
	r := rules(t, "cj", &relayapi.PostbackRules{Networks: []string{"192.0.2.0/24", "2001:db8::/32", "198.51.100.7"}})
	for caller, want := range map[string]bool{
		"192.0.2.1": true, "192.0.2.255": true, "::ffff:192.0.2.9": true, "2001:db8:1::1": true, "2001:db8::1%eth0": true, "198.51.100.7": true,
		"192.0.3.1": false, "198.51.100.8": false, "2001:db9::1": false, "": false, "unknown": false, "192.0.2.1, 10.0.0.1": false,
	} {
		if got := r.Allows(caller); got != want {
			t.Errorf("%q: %v", caller, got)
		}
	}
	if !rules(t, "cj", nil).Allows("anything") {
		t.Error("no list lets everybody in")
	}
}

func TestRulesAreRefused(t *testing.T) {
	for name, changed := range map[string]relayapi.PostbackRules{
		"field":          {Parameters: map[string]string{"colour": "x"}},
		"name":           {Parameters: map[string]string{"click_id": "a b"}},
		"empty name":     {Parameters: map[string]string{"click_id": ""}},
		"secret name":    {Parameters: map[string]string{"click_id": "Security_Token"}},
		"signature name": {Parameters: map[string]string{"click_id": "ts"}},
		"twice":          {Parameters: map[string]string{"click_id": "a", "order_id": "A"}},
		"amounts":        {Amounts: "cents"},
		"short key":      {SigningKey: key[1:]},
		"network":        {Networks: []string{"192.0.2.0/33"}},
		"host bits":      {Networks: []string{"192.0.2.1/24"}},
		"mapped":         {Networks: []string{"::ffff:192.0.2.0/120"}},
		"many":           {Networks: make([]string, 51)},
	} {
		if _, err := postback.NewRules("cj", &changed); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	if _, err := postback.NewRules("nobody's", nil); err == nil {
		t.Error("an unknown preset was taken")
	}
}

func FuzzSignature(f *testing.F) {
	f.Add("sid=c&amount=5", "")
	f.Add("", `{"sid":"c","amount":5,"x":null}`)
	f.Fuzz(func(t *testing.T, query, body string) {
		given, err := postback.Parse(query, "application/json", []byte(body))
		if err != nil {
			return
		}
		for _, p := range given {
			if p.Name == "ts" || p.Name == "sig" || strings.Contains(p.Name+p.Value, "\n") || strings.Contains(p.Name, "=") {
				return
			}
		}
		given = append(given, postback.Param{Name: "ts", Value: fmt.Sprint(now.Unix())})
		sig := hex.EncodeToString(postback.Sign(key, given))
		r := rules(t, "cj", &relayapi.PostbackRules{SigningKey: key})
		if err := r.Verify(append(given, postback.Param{Name: "sig", Value: sig}), now); err != nil {
			t.Fatalf("%q: %v", given, err)
		}
		altered := append(postback.Given{{Name: "amount", Value: "1000000"}}, append(given, postback.Param{Name: "sig", Value: sig})...)
		if r.Verify(altered, now) == nil {
			t.Fatalf("%q was taken with another parameter", given)
		}
	})
}

func FuzzNetworks(f *testing.F) {
	f.Add("192.0.2.0/24", "192.0.2.7")
	f.Add("2001:db8::/32", "::ffff:192.0.2.7")
	f.Fuzz(func(t *testing.T, network, caller string) {
		networks, err := affiliate.ParseNetworks([]string{network})
		if err != nil {
			return
		}
		r := rules(t, "cj", &relayapi.PostbackRules{Networks: []string{network}})
		if !r.Allows(networks[0].Addr().String()) {
			t.Fatalf("%s does not hold its own first address", network)
		}
		if _, err := netip.ParseAddr(caller); err != nil && r.Allows(caller) {
			t.Fatalf("%q is no address and was let in", caller)
		}
	})
}

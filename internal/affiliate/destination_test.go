package affiliate_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"linkledger/internal/affiliate"
)

// hostile is what a stranger may write behind a link.
const (
	hostile        = "a b&c=/?#%{click_id}é+"
	hostileEscaped = "a%20b%26c%3D%2F%3F%23%25%7Bclick_id%7D%C3%A9%2B"
)

func values(query url.Values) *affiliate.MacroValues {
	return &affiliate.MacroValues{ClickID: "cid", MemberID: "mid", OfferID: "oid", Random: 7, Query: query,
		Time: time.Date(2026, 11, 22, 18, 5, 59, 0, time.FixedZone("", 3600))}
}

func TestDestinationFillsMacros(t *testing.T) {
	query := url.Values{"source": {hostile}, "aff_sub": {"1"}, "aff_sub2": {"2"}, "aff_sub3": {"3"}, "aff_sub4": {"4"}, "aff_sub5": {"5"}, "aff_click_id": {"theirs", "second"}}
	for text, want := range map[string]string{
		"https://shop.example/":                               "https://shop.example/",
		"https://shop.example/?s={click_id}":                  "https://shop.example/?s=cid",
		"{click_id}{transaction_id}{member_id}{affiliate_id}": "cidcidmidmid",
		"x/{offer_id}/y":                                      "x/oid/y",
		"x?s={source}":                                        "x?s=" + hostileEscaped,
		"x#{source}":                                          "x#" + hostileEscaped,
		"x?a={aff_sub}{aff_sub2}&b={aff_sub3}{aff_sub4}{aff_sub5}&c={aff_click_id}": "x?a=12&b=345&c=theirs",
		"x?d={date}&t={time}&n={datetime}&r={ran}":                                  "x?d=2026-11-22&t=18%3A05%3A59&n=2026-11-22%2018%3A05%3A59&r=7",
		"": "",
		// CJ's deep link: the value must still be one value after CJ has taken it out.
		"https://cj.example/click-1-2?sid={click_id}&url=https%3A%2F%2Fshop.example%2Fp%3Fs%3D{source}": "https://cj.example/click-1-2?sid=cid&url=https%3A%2F%2Fshop.example%2Fp%3Fs%3D" +
			strings.ReplaceAll(hostileEscaped, "%", "%25"),
		"https://cj.example/links/1/type/dlg/sid/{click_id}/https://shop.example/p?s={source}": "https://cj.example/links/1/type/dlg/sid/cid/https://shop.example/p?s=" + hostileEscaped,
	} {
		d, err := affiliate.ParseDestination(text, nil)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := string(d.Append(nil, values(query))); got != want {
			t.Errorf("%s became\n%s, want\n%s", text, got, want)
		}
	}
}

func TestDestinationRefusesMacrosThatStrangersCouldSteerBy(t *testing.T) {
	for text, says := range map[string]string{
		"https://shop.example/{source}":                                     "question mark",
		"https://shop.example/{source}/x?y=1":                               "question mark",
		"https://shop.example/a/{aff_sub}":                                  "question mark",
		"https://shop.example/{aff_click_id}#x":                             "question mark",
		"https://shop.example/?{source}=1":                                  "name a parameter",
		"https://shop.example/?a=1&{aff_sub5}":                              "name a parameter",
		"https://shop.example/?x{source}=1":                                 "name a parameter",
		"https://cj.example/c?url={source}":                                 "elsewhere",
		"https://cj.example/c?URL=%2F{source}":                              "elsewhere",
		"https://cj.example/c?url=https%3A%2F%2F{source}":                   "elsewhere",
		"https://cj.example/c?u=https%3a%2f%2fshop{source}.example%2F":      "elsewhere",
		"https://cj.example/c?u=https://shop.example/{source}":              "elsewhere",
		"https://cj.example/c?url=https%3A%2F%2Fshop.example%2F{source}%3F": "elsewhere",
		"https://shop.example/{clickid}":                                    "not a macro",
		"https://shop.example/?d={user_agent}":                              "not a macro",
		"https://shop.example/?d={ip}":                                      "not a macro",
		"https://shop.example/{":                                            "brace",
		"https://shop.example/#{":                                           "brace",
		"https://shop.example/?" + strings.Repeat("a={aff_sub}&", 60):       "can grow to",
		"https://shop.example/" + strings.Repeat("{click_id}", 190):         "can grow to",
	} {
		if err := (affiliate.URLPolicy{}).CheckURL(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: got %v, want it to say %q", text, err, says)
		}
	}
}

func TestPassThrough(t *testing.T) {
	long, keys := strings.Repeat("é", 300), []string{"utm_content", "utm_term", "ref"}
	for name, test := range map[string]struct{ text, query, want string }{
		"appended":              {"https://s.example/p", "utm_content=a&evil=1&ref=b", "https://s.example/p?utm_content=a&ref=b"},
		"after a query":         {"https://s.example/p?x=1", "ref=b", "https://s.example/p?x=1&ref=b"},
		"after an open query":   {"https://s.example/p?", "ref=b", "https://s.example/p?ref=b"},
		"after an ampersand":    {"https://s.example/p?x=1&", "ref=b&utm_term=c", "https://s.example/p?x=1&utm_term=c&ref=b"},
		"before the fragment":   {"https://s.example/p#f?x", "ref=b", "https://s.example/p?ref=b#f?x"},
		"not what is there":     {"https://s.example/p?ref=own&UTM_Term=own", "ref=b&utm_term=c&utm_content=d", "https://s.example/p?ref=own&UTM_Term=own&utm_content=d"},
		"not what is encoded":   {"https://s.example/p?%72ef=own", "ref=b", "https://s.example/p?%72ef=own"},
		"none":                  {"https://s.example/p", "x=1", "https://s.example/p"},
		"empty":                 {"https://s.example/p", "ref=", "https://s.example/p?ref="},
		"without =":             {"https://s.example/p", "ref", "https://s.example/p?ref="},
		"the first of two":      {"https://s.example/p", "ref=1&ref=2", "https://s.example/p?ref=1"},
		"encoded again":         {"https://s.example/p", "ref=" + url.QueryEscape(hostile), "https://s.example/p?ref=" + hostileEscaped},
		"line ends":             {"https://s.example/p", "ref=%0d%0aX:%20y%00", "https://s.example/p?ref=%0D%0AX%3A%20y%00"},
		"another host":          {"https://s.example/p", "ref=https://evil.example/", "https://s.example/p?ref=https%3A%2F%2Fevil.example%2F"},
		"cut":                   {"https://s.example/p", "ref=" + url.QueryEscape(long), "https://s.example/p?ref=" + strings.Repeat("%C3%A9", 100)},
		"as many as fit":        {"https://s.example/p", "utm_content=" + url.QueryEscape(long) + "&utm_term=" + url.QueryEscape(long), "https://s.example/p?utm_content=" + strings.Repeat("%C3%A9", 100)},
		"names are not guessed": {"https://s.example/p", "REF=b", "https://s.example/p"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := affiliate.ParseDestination(test.text, keys)
			if err != nil {
				t.Fatal(err)
			}
			query, _ := url.ParseQuery(test.query)
			if got := string(d.Append(nil, values(query))); got != test.want {
				t.Fatalf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestCheckPassThrough(t *testing.T) {
	if err := affiliate.CheckPassThrough([]string{"utm_content", "utm_term", "source", "Ref2"}); err != nil {
		t.Error(err)
	}
	many := make([]string, 21)
	for i := range many {
		many[i] = strings.Repeat("x", i+1)
	}
	for name, keys := range map[string][]string{
		"empty": {""}, "sign": {"a=b"}, "space": {"a b"}, "percent": {"%73id"}, "letters": {"ü"}, "long": {strings.Repeat("x", 41)},
		"sid": {"sid"}, "SID": {"SID"}, "url": {"url"}, "pid": {"pid"}, "aid": {"aid"}, "cjevent": {"cjevent"}, "CJEvent": {"CJEvent"},
		"twice": {"a", "A"}, "many": many,
	} {
		if affiliate.CheckPassThrough(keys) == nil {
			t.Errorf("%s: %q may be passed on", name, keys)
		}
	}
}

func TestMacrosAreDocumented(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range affiliate.Macros {
		if m.Name == "" || m.Meaning == "" || m.Source == "" || seen[m.Name] {
			t.Errorf("%+v is not documented, or twice there", m)
		}
		seen[m.Name] = true
		if err := (affiliate.URLPolicy{}).CheckURL("https://shop.example/?x={" + m.Name + "}"); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkFillDestination(b *testing.B) {
	d, err := affiliate.ParseDestination("https://www.cj.example/click-1-2?sid={click_id}&m={member_id}", nil)
	if err != nil {
		b.Fatal(err)
	}
	buffer, v := make([]byte, 0, 256), values(nil)
	for b.Loop() {
		buffer = d.Append(buffer[:0], v)
	}
}

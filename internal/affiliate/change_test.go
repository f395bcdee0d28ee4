package affiliate_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
)

func TestMergeSetsItsFieldsOnly(t *testing.T) {
	before := affiliate.Offer{
		ID: "abcdefghijklmnop", Name: "Autumn", Status: affiliate.Active, FallbackURL: "https://shop.example", Synced: true,
		UTMs: []affiliate.UTM{{Name: "utm_source", Value: "cj"}, {Name: "utm_medium", Value: "affiliate"}},
	}
	with := func(edit func(*affiliate.Offer)) affiliate.Offer { o := before; edit(&o); return o }
	for set, want := range map[string]affiliate.Offer{
		`{}`:                                    before,
		`{"name":"Winter"}`:                     with(func(o *affiliate.Offer) { o.Name = "Winter" }),
		`{"name":""}`:                           with(func(o *affiliate.Offer) { o.Name = "" }),
		`{"name":null}`:                         before,
		`{"name":"A","name":"B"}`:               with(func(o *affiliate.Offer) { o.Name = "B" }),
		`{"from_a_newer_version":{"x":[1]}}`:    before,
		`{"status":"paused","fallback_url":""}`: with(func(o *affiliate.Offer) { o.Status, o.FallbackURL = affiliate.Paused, "" }),
		`{"ID":"zzz","Synced":false}`:           before, // not fields of the log
		`{"utms":[]}`:                           with(func(o *affiliate.Offer) { o.UTMs = []affiliate.UTM{} }),
		`{"utms":null}`:                         with(func(o *affiliate.Offer) { o.UTMs = nil }),
		`{"utms":[{"name":"utm_id"}]}`:          with(func(o *affiliate.Offer) { o.UTMs = []affiliate.UTM{{Name: "utm_id"}} }),
		`{"UTMS":[{"name":"utm_id"}]}`:          with(func(o *affiliate.Offer) { o.UTMs = []affiliate.UTM{{Name: "utm_id"}} }),
	} {
		got, err := affiliate.Merge(before, affiliate.Change{Noun: affiliate.NounOffer, Key: "k", Set: json.RawMessage(set)})
		if err != nil {
			t.Errorf("%s: %v", set, err)
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", set, diff)
		}
		if before.UTMs[0].Name != "utm_source" || len(before.UTMs) != 2 {
			t.Fatalf("%s wrote into the value that it was given: %v", set, before.UTMs)
		}
	}
}

func TestMergeOfBadFieldsSetsNothing(t *testing.T) {
	before := affiliate.Payment{State: affiliate.PaymentIntent, Lines: []affiliate.PaymentLine{{MemberID: "m", Minor: 5}}}
	for _, set := range []string{
		``, `{`, `null x`, `[]`, `"x"`, `{"state":"paid","lines":5}`, `{"reason":"x","lines":[{"minor":"5"}]}`, `{"reason":"x","lines":[{"minor":1.5}]}`,
		`{"lines":[{"minor":9223372036854775808}]}`, `{"state":1}`,
	} {
		got, err := affiliate.Merge(before, affiliate.Change{Noun: affiliate.NounPayment, Key: "k", Set: json.RawMessage(set)})
		if err == nil {
			t.Errorf("%q was merged to %+v", set, got)
		}
		if diff := cmp.Diff(before, got); diff != "" {
			t.Errorf("%q half-way (-want +got):\n%s", set, diff)
		}
	}
}

func TestChangeRoundTrip(t *testing.T) {
	member := affiliate.Member{Name: "Zoë <b>", Email: "zoe@example.com", Status: affiliate.Active}
	change, err := affiliate.NewChange(affiliate.NounMember, "k", member)
	if err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(change)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := affiliate.ParseChange(body)
	if err != nil || parsed.Noun != affiliate.NounMember || parsed.Key != "k" {
		t.Fatalf("%s reads as %+v, %v", body, parsed, err)
	}
	if got, err := affiliate.Merge(affiliate.Member{}, parsed); err != nil || !cmp.Equal(got, member) {
		t.Errorf("got %+v, %v", got, err)
	}
	if change, err := affiliate.NewChange(affiliate.NounMember, "k", make(chan int)); err == nil || change.Set != nil {
		t.Errorf("a channel became %+v", change)
	}
}

func TestParseChangeRefuses(t *testing.T) {
	for _, body := range []string{
		"", "null", "{}", "[]", `"x"`, "{", `{"noun":"offer","key":"k"}`, `{"noun":"offer","key":"k","set":null}`, `{"noun":"offer","key":"k","set":[]}`,
		`{"noun":"offer","key":"k","set":"{}"}`, `{"noun":"offer","key":"k","set":5}`, `{"noun":"","key":"k","set":{}}`, `{"key":"k","set":{}}`,
		`{"noun":"offer","key":"","set":{}}`, `{"noun":"offer","set":{}}`, `{"noun":5,"key":"k","set":{}}`, `{"noun":"offer","key":"k","set":{}} x`,
		`{"noun":"offer","key":"k","set":{"a":}}`, `{"noun":"offer","key":"k","set":{}`, "\x00",
	} {
		if c, err := affiliate.ParseChange([]byte(body)); err == nil || c.Noun != "" || c.Set != nil {
			t.Errorf("%q reads as %+v, %v", body, c, err)
		}
	}
}

func FuzzParseChange(f *testing.F) {
	for _, body := range []string{`{"noun":"offer","key":"k","set":{"name":"x"}}`, `{"noun":"payment","key":"k","set": {"lines":[{"minor":1}]}}`, `{}`, `null`, `{"noun":"x","key":"k","set":[{}]}`} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		c, err := affiliate.ParseChange(body)
		if err != nil {
			return
		}
		var set map[string]json.RawMessage
		if c.Noun == "" || c.Key == "" || json.Unmarshal(c.Set, &set) != nil || set == nil {
			t.Fatalf("%q was taken as %+v", body, c)
		}
		before := affiliate.Payment{Lines: []affiliate.PaymentLine{{MemberID: "m", Minor: 1}}}
		if after, err := affiliate.Merge(before, c); err != nil {
			if diff := cmp.Diff(before, after); diff != "" {
				t.Fatalf("%q failed half-way: %s", body, diff)
			}
		}
		if before.Lines[0].MemberID != "m" || before.Lines[0].Minor != 1 {
			t.Fatalf("%q wrote into the value that it was given", body)
		}
	})
}

package affiliate_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
)

func TestMergeTokens(t *testing.T) {
	until := func(token string) affiliate.TokenUntil {
		return affiliate.TokenUntil{Token: token, Until: "2026-12-31"}
	}
	displaced := affiliate.TokenUntil{Token: "b", Until: "2026-12-07"}
	for name, c := range map[string]struct {
		earlier []affiliate.TokenUntil // beside the present b
		set     string
		want    []affiliate.TokenUntil
		told    bool
	}{
		"knew all":                        {[]affiliate.TokenUntil{until("x")}, `{"postback_token":"c","postback_tokens":[{"token":"b","until":"2026-12-31"},{"token":"x","until":"2026-12-31"}],"postback_ended":[]}`, []affiliate.TokenUntil{until("b"), until("x")}, false},
		"ended the present one":           {[]affiliate.TokenUntil{until("x")}, `{"postback_token":"c","postback_ended":["b"]}`, []affiliate.TokenUntil{until("x")}, false},
		"knew nothing of it":              {[]affiliate.TokenUntil{until("a")}, `{"postback_token":"c","postback_tokens":[{"token":"a","until":"2026-12-31"}],"postback_ended":[]}`, []affiliate.TokenUntil{displaced, until("a")}, true},
		"ended one, knew not of another":  {[]affiliate.TokenUntil{until("a"), until("x")}, `{"postback_tokens":[],"postback_ended":["x"]}`, []affiliate.TokenUntil{until("a")}, false},
		"carries one that ended":          {nil, `{"postback_token":"c","postback_tokens":[{"token":"b","until":"2026-12-31"},{"token":"x","until":"2026-12-31"}],"postback_ended":[]}`, []affiliate.TokenUntil{until("b")}, false},
		"more than may open the door":     {[]affiliate.TokenUntil{until("x"), {Token: "y", Until: "2026-11-30"}, until("z")}, `{"postback_token":"c","postback_ended":[]}`, []affiliate.TokenUntil{displaced, until("x"), until("z")}, true},
		"of a program that does not tell": {[]affiliate.TokenUntil{until("x")}, `{"postback_token":"c","postback_tokens":[]}`, nil, false},
	} {
		stands := affiliate.Offer{PostbackToken: "b", PostbackTokens: c.earlier}
		change, told, err := affiliate.MergeTokens(stands, affiliate.Change{Set: json.RawMessage(c.set)}, time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC))
		if err != nil || (told != nil) != c.told {
			t.Errorf("%s: told of %v, %v", name, told, err)
		}
		after, err := affiliate.Merge(stands, change)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(c.want, after.PostbackTokens); diff != "" && len(c.want)+len(after.PostbackTokens) > 0 {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

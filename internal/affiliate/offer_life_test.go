package affiliate_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
)

func TestOfferStatusOn(t *testing.T) {
	for _, c := range []struct{ status, ends, day, want string }{
		{affiliate.Active, "", "2026-11-23", affiliate.Active},
		{affiliate.Active, "2026-11-23", "2026-11-23", affiliate.Active},
		{affiliate.Active, "2026-11-23", "2026-11-24", affiliate.Expired},
		{affiliate.Paused, "2026-11-23", "2026-11-24", affiliate.Paused},
		{affiliate.Archived, "2026-11-23", "2026-11-24", affiliate.Archived},
	} {
		if got := (affiliate.Offer{Status: c.status, EndsOn: c.ends}).StatusOn(c.day); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// The last day ends at local midnight, also on the days on which clocks move.
func TestOfferEndsWithItsDay(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]string{"2026-10-25": "2026-10-25T23:00:00Z", "2026-03-29": "2026-03-29T22:00:00Z", "2026-12-31": "2026-12-31T23:00:00Z"} {
		if got := (affiliate.Offer{EndsOn: day}).EndsAt(zone).UTC().Format(time.RFC3339); got != want {
			t.Errorf("%s ends at %s, want %s", day, got, want)
		}
	}
	if !(affiliate.Offer{}).EndsAt(zone).IsZero() {
		t.Error("an offer without an end has one")
	}
}

func TestEarlierPostbackTokensEnd(t *testing.T) {
	o := affiliate.Offer{PostbackToken: "now", PostbackTokens: []affiliate.TokenUntil{{"a", "2026-11-20"}, {"b", "2026-11-23"}, {"c", "2026-12-01"}}}
	if diff := cmp.Diff([]string{"now", "a", "b", "c"}, o.Tokens()); diff != "" {
		t.Error(diff)
	}
	for day, want := range map[string]int{"2026-11-20": 3, "2026-11-21": 2, "2026-11-23": 2, "2026-12-01": 1, "2026-12-02": 0} {
		if got := o.LivingTokens(day); len(got) != want {
			t.Errorf("on %s: %v", day, got)
		}
	}
}

func TestOfferUses(t *testing.T) {
	o := affiliate.Offer{Destination: "https://x.example/?s={click_id}&m={member_id}", LandingQuery: "c={project_name}&d={creator_name}", FallbackURL: "https://x.example/?o={link_offer_name}"}
	if diff := cmp.Diff([]string{"creator_name", "project_name", "link_offer_name"}, o.Uses()); diff != "" {
		t.Error(diff)
	}
}

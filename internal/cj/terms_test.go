package cj_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
)

// Made up to fit what clients of programs.api.cj.com ask for.
const contract = `{"startTime":"2026-01-01T00:00:00Z","endTime":null,"status":"ACTIVE","advertiserId":"5000001","programTerms":{"id":"77","name":"Ambassadors",
	"actionTerms":[{"id":"1","actionTracker":{"id":"300001","name":"Sale","type":"ITEM_SALE"},"referralPeriod":30,
	"lockingMethod":{"type":"FIXED_DURATION","durationInDays":45},"commissions":[
	{"rank":1,"situation":{"id":"9","name":"New Customer"},"itemList":null,"promotionalProperties":[],"isViewThrough":false,"rate":{"type":"PERCENT","value":"12.00","currency":null}},
	{"rank":2,"situation":null,"itemList":{"id":"7","name":"Mugs"},"promotionalProperties":[{"id":"2","name":"b"},{"id":"1","name":"a"}],"isViewThrough":true,"rate":{"type":"FIXED_PER_ORDER","value":2.5,"currency":"USD"}},
	{"rank":3,"rate":{"type":"PERCENT","value":8}},{"rank":4,"rate":null},{"rank":5,"rate":{"type":"PERCENT","value":"much"}}]}]}}`

func contracts(list string) string {
	return `{"data":{"publisher":{"contracts":{"totalCount":1,"count":1,"resultList":[` + list + `]}}}}`
}

func terms() affiliate.Terms {
	return affiliate.Terms{AdvertiserID: "5000001", ID: "77", Name: "Ambassadors", Status: affiliate.TermsActive,
		Start: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Actions: []affiliate.TermsAction{{
			TrackerID: "300001", Name: "Sale", Type: "ITEM_SALE", ReferralDays: 30, LockingMethod: "FIXED_DURATION", LockingDays: 45,
			Rates: []affiliate.TermsRate{
				{Rank: 1, Situation: "New Customer", Kind: affiliate.RatePercent, Value: "12"},
				{Rank: 2, ItemList: "Mugs", Property: "a, b", ViewThrough: true, Kind: affiliate.RatePerOrder, Value: "2.5", Currency: "USD"},
				{Rank: 3, Kind: affiliate.RatePercent, Value: "8"},
			}}}}
}

func TestTerms(t *testing.T) {
	bare := terms()
	bare.Actions = nil
	bare.ID, bare.Name = "", ""
	loose := affiliate.Terms{AdvertiserID: "5000001", Status: "EXPIRED", End: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
		ID: "1", Actions: []affiliate.TermsAction{{TrackerID: "4", LockingMethod: "IMMEDIATE"}}}
	other := strings.Replace(contract, "5000001", "5000002", 1)
	old := strings.NewReplacer("2026-01-01", "2026-06-01", "ACTIVE", "EXPIRED").Replace(contract)
	for _, test := range []struct {
		name, body string
		want       affiliate.Terms
		is         error
		says       string
	}{
		{name: "full", body: contracts(contract), want: terms()},
		{name: "the active one", body: contracts(old + "," + contract + "," + other), want: terms()},
		{name: "no terms", body: contracts(`{"startTime":"2026-01-01T00:00:00Z","status":"ACTIVE","advertiserId":5000001,"programTerms":null}`), want: bare},
		{name: "little", body: contracts(`{"endTime":"2026-03-01","status":"expired","advertiserId":"5000001","programTerms":{"id":1,"name":["?"],
			"actionTerms":[{"id":4,"referralPeriod":{"days":"?"},"lockingMethod":{"type":"immediate"},"commissions":null}]}}`), want: loose},
		{name: "none", body: contracts(""), is: cj.ErrNoTerms, says: "joined its programme"},
		{name: "of another", body: contracts(other), is: cj.ErrNoTerms},
		{name: "refused", body: `{"errors":[{"message":"no","extensions":{"code":"UNAUTHENTICATED"}}]}`, is: cj.ErrCredential, says: "developers.cj.com"},
		{name: "no rights", body: `{"errors":[{"message":"Unauthorized"}]}`, is: cj.ErrRights, says: "CID 7000001"},
		{name: "not understood", body: `{"errors":[{"message":"no such field","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}`, is: cj.ErrUnexpected, says: "no such field"},
		{name: "no publisher", body: `{"data":{"publisher":null}}`, is: cj.ErrUnexpected, says: "no contracts"},
		{name: "cut", body: contracts(contract)[:200], is: cj.ErrTryLater, says: "broke off"},
		{name: "another shape", body: contracts(`"a"`), is: cj.ErrUnexpected, says: "can't be read"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := xmlBench(t, says(test.body))
			got, err := b.client.Terms(context.Background(), "5000001")
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if !errors.Is(err, test.is) || err != nil && !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v, want %v that says %q", err, test.is, test.says)
			}
		})
	}
}

// Where CJ refuses a detail of the query, the rates are read without details.
func TestTermsWithoutDetails(t *testing.T) {
	var asked []string
	b := xmlBench(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var q ask
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
			t.Error(err)
		}
		asked = append(asked, q.Query)
		if strings.Contains(q.Query, "situation") {
			fmt.Fprint(w, `{"errors":[{"message":"Validation error of type SubSelectionNotAllowed: situation"}]}`)
			return
		}
		fmt.Fprint(w, contracts(contract))
	}))
	if _, err := b.client.Terms(context.Background(), "5000001"); err != nil || len(asked) != 3 || !strings.Contains(asked[2], `publisherId: "7000001"`) {
		t.Errorf("asked %q: %v", asked, err)
	}
	if _, err := b.client.Terms(context.Background(), `1"`); err == nil || len(asked) != 3 {
		t.Errorf("a CID that is none: %v after %d calls", err, len(asked))
	}
}

func FuzzTerms(f *testing.F) {
	f.Add(contracts(contract))
	f.Add(contracts(`{"advertiserId":5000001,"startTime":"0001-01-01","programTerms":{"actionTerms":[{"commissions":[{"rank":-1,"rate":{"value":1e3}}]}]}}`))
	client, body := answering(f)
	f.Fuzz(func(t *testing.T, text string) {
		*body = text
		got, err := client.Terms(context.Background(), "5000001")
		if err != nil && !errors.Is(err, cj.ErrCredential) && !errors.Is(err, cj.ErrTryLater) && !errors.Is(err, cj.ErrUnexpected) && !errors.Is(err, cj.ErrNoTerms) {
			t.Fatalf("an error of no kind: %v", err)
		}
		kept, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		var again affiliate.Terms
		if err := json.Unmarshal(kept, &again); err != nil {
			t.Fatal(err)
		}
		if changed := affiliate.DiffTerms(got, again); len(changed) > 0 {
			t.Errorf("kept, the terms have changed: %q", changed)
		}
	})
}

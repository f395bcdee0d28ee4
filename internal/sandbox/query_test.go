package sandbox_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/money"
)

const allCommissions = `{ publisherCommissions(forPublishers: ["7000001"]) { count records { commissionId } } }`

// query posts a body to the Commission API.
func (w *world) query(bearer, body string) (status int, text string) {
	w.Helper()
	request, err := http.NewRequest(http.MethodPost, w.base+"/query", strings.NewReader(body))
	w.must(err)
	if bearer != "" {
		request.Header.Set("Authorization", "Bearer "+bearer)
	}
	response, err := w.shopper.Do(request)
	w.must(err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	w.must(err)
	return response.StatusCode, string(answer)
}

// ask queries commissions with some arguments and returns their ids.
func (w *world) ask(arguments string) (ids []string, complete bool, problem string) {
	w.Helper()
	_, text := w.query(token, `{ publisherCommissions(`+arguments+`) { payloadComplete records { commissionId } } }`)
	var answer struct {
		Data struct {
			PublisherCommissions struct {
				PayloadComplete bool
				Records         []struct{ CommissionID string }
			}
		}
		Errors []struct{ Message string }
	}
	w.must(json.Unmarshal([]byte(text), &answer))
	if len(answer.Errors) > 0 {
		return nil, false, answer.Errors[0].Message
	}
	for _, r := range answer.Data.PublisherCommissions.Records {
		ids = append(ids, r.CommissionID[len(r.CommissionID)-1:])
	}
	return ids, answer.Data.PublisherCommissions.PayloadComplete, ""
}

func TestQueryAnswersExactlyWhatWasAsked(t *testing.T) {
	w := newWorld(t)
	ad := w.box.Ads()[0]
	order := w.sell(ad, "2")
	w.must(w.box.ReturnOrder(order.ID, money.New(4000, "USD")))
	const fields = `{ a: count limit maxCommissionId payloadComplete records { __typename commissionId original originalActionId orderId
		shopperId actionStatus actionType eventDate lockingDate lockingMethod validationStatus correctionReason coupon
		sale: saleAmountPubCurrency pubCommissionAmountUsd orderDiscountUsd websiteId aid advertiserId situationDetails { id }
		items { sku quantity perItemSaleAmountUsd totalCommissionUsd } } }`
	body, err := json.Marshal(map[string]any{
		"query":     `query Q($p: [String!]!, $c: String) { publisherCommissions(forPublishers: $p, sinceCommissionId: $c) ` + fields + ` }`,
		"variables": map[string]any{"p": []string{"7000001"}, "c": nil},
	})
	w.must(err)
	_, fromJSON := w.query(token, string(body))
	_, fromText := w.query(token, `{ publisherCommissions(forPublishers: "7000001") `+fields+` }`)
	row := func(id, original, reason, sale, commission, discount, quantity, unit, itemCommission string) string {
		return `{"__typename":"PublisherCommission","commissionId":"` + id + `","original":` + original + `,"originalActionId":"1800000001","orderId":"` + order.ID +
			`","shopperId":"` + sid + `","actionStatus":"new","actionType":"item_sale","eventDate":"2026-11-22T12:00:00Z","lockingDate":"2026-12-11T10:00:00Z",` +
			`"lockingMethod":"FIXED_DATE","validationStatus":"AUTOMATED","correctionReason":` + reason + `,"coupon":null,"sale":"` + sale +
			`","pubCommissionAmountUsd":"` + commission + `","orderDiscountUsd":"` + discount + `","websiteId":"100000001","aid":"15000001","advertiserId":"5000001",` +
			`"situationDetails":[],"items":[{"sku":"throw-01","quantity":` + quantity + `,"perItemSaleAmountUsd":"` + unit + `","totalCommissionUsd":"` + itemCommission + `"}]}`
	}
	want := `{"data":{"publisherCommissions":{"a":3,"limit":10000,"maxCommissionId":"2900000003","payloadComplete":true,"records":[` +
		row("2900000001", "true", "null", "240.00", "24.00", "0.00", "2", "120.00", "24.00") + `,` +
		row("2900000002", "false", `"RETURNED_MERCHANDISE"`, "-240.00", "-24.00", "0.00", "-2", "-120.00", "-24.00") + `,` +
		row("2900000003", "false", `"RETURNED_MERCHANDISE"`, "200.00", "20.00", "40.00", "2", "120.00", "20.00") + `]}}}`
	if diff := cmp.Diff(want, fromJSON); diff != "" {
		t.Errorf("JSON body (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, fromText); diff != "" {
		t.Errorf("GraphQL body (-want +got):\n%s", diff)
	}
}

// TestQueryArguments sells on three days, corrects, extends and locks, and
// asks in many ways. Rows 1 and 2 are of 22 November, 3 of 24 November, 4 of 2
// December; 5 takes 4 back.
func TestQueryArguments(t *testing.T) {
	w := newWorld(t)
	ads := w.box.Ads()
	w.sell(ads[0], "1")
	w.sell(ads[1], "1")
	w.clock.Advance(48 * time.Hour)
	extended := w.sell(ads[0], "1")
	w.must(w.box.ExtendOrder(extended.ID))
	w.clock.AdvanceTo(time.Date(2026, 12, 2, 0, 0, 0, 0, time.UTC))
	returned := w.sell(ads[2], "1")
	w.clock.AdvanceTo(time.Date(2026, 12, 12, 0, 0, 0, 0, time.UTC))
	w.must(w.box.ReturnOrder(returned.ID, money.Amount{}))

	const wide = `, sincePostingDate: "2026-11-20T00:00:00Z", beforePostingDate: "2026-12-20T00:00:00Z"`
	for arguments, want := range map[string]string{
		``:   "5",
		wide: "1 2 3 4 5",
		`, sincePostingDate: null, beforePostingDate: null`:                                     "5",
		`, sincePostingDate: "2026-11-22T12:00:00Z"`:                                            "1 2",
		`, sincePostingDate: "2026-11-22T12:00:01Z"`:                                            "",
		`, beforePostingDate: "2026-11-22T12:00:00Z"`:                                           "",
		`, beforePostingDate: "2026-11-22T13:00:01+01:00"`:                                      "1 2",
		`, sinceEventDate: "2026-12-01T00:00:00Z", beforeEventDate: "2027-01-01T00:00:00Z"`:     "4 5",
		`, sinceLockingDate: "2026-12-11T10:00:00Z"`:                                            "1 2",
		`, sinceLockingDate: "2027-01-01T00:00:00Z", beforeLockingDate: "2027-01-31T00:00:00Z"`: "3 4 5",
		`, sinceLockingDate: "2027-01-11T00:00:00Z", sinceEventDate: "2026-11-24T00:00:00Z"`:    "3",
		wide + `, sinceCommissionId: "2900000003"`:                                              "4 5",
		wide + `, sinceCommissionId: "0"`:                                                       "1 2 3 4 5",
		wide + `, sinceCommissionId: "002900000004"`:                                            "5",
		`, commissionIds: ["2900000001", "2900000004", "1"]`:                                    "1 4",
		`, commissionIds: []`:                                                                   "",
		wide + `, commissionIds: "2900000002"`:                                                  "2",
		wide + `, actionStatuses: ["new", "extended"]`:                                          "3 4 5",
		wide + `, actionStatuses: ["locked"]`:                                                   "1 2",
		wide + `, actionTypes: ["item_sale"]`:                                                   "1 2 3 4 5",
		wide + `, actionTypes: ["sim_sale", "bonus"]`:                                           "",
		wide + `, adIds: ["15000001"]`:                                                          "1 3",
		wide + `, websiteIds: ["100000001"]`:                                                    "1 2 3 4 5",
		wide + `, websiteIds: ["2"]`:                                                            "",
		wide + `, advertiserIds: ["5000001"]`:                                                   "1 2 3 4 5",
		wide + `, advertiserIds: ["5000002"]`:                                                   "",
		wide + `, lockingMethods: [FIXED_DATE]`:                                                 "1 2 3 4 5",
		wide + `, lockingMethods: OPEN_ENDED`:                                                   "",
		wide + `, validationStatuses: ["AUTOMATED"]`:                                            "1 2 3 4 5",
		wide + `, validationStatuses: [PENDING, DECLINED]`:                                      "",
		`, sincePostingDate: "2026-11-20T00:00:00Z", beforePostingDate: "2026-12-21T00:00:00Z"`: "1 2 3 4 5",
		`, sincePostingDate: "2026-11-20T00:00:00Z", beforePostingDate: "2026-12-21T00:00:01Z"`: "! must not exceed 31 days",
		`, sinceEventDate: "2026-01-01T00:00:00Z", beforeEventDate: "2026-12-20T00:00:00Z"`:     "! must not exceed 31 days",
		`, sinceLockingDate: "2026-12-20T00:00:00Z", beforeLockingDate: "2026-12-20T00:00:00Z"`: "! must be earlier",
		`, sincePostingDate: "2026-11-20"`:                                                      "! not a time",
		`, sincePostingDate: 5`:                                                                 "! must be text",
		`, sinceCommissionId: "x"`:                                                              "! not a commission id",
		`, actionStatuses: ["approved"]`:                                                        "! is not one of",
		`, actionStatuses: [new]`:                                                               "! must be text",
		`, lockingMethods: [NEVER]`:                                                             "! is not one of",
		`, limit: 5`:                                                                            "! unknown field argument limit",
		`, publisherIds: ["7000001"]`:                                                           "! unknown field argument publisherIds",
		`, adIds: [["1"]]`:                                                                      "! must be text",
	} {
		ids, _, problem := w.ask(`forPublishers: ["7000001"]` + arguments)
		if wanted, refused := strings.CutPrefix(want, "! "); refused {
			if !strings.Contains(problem, wanted) {
				t.Errorf("%s: %q %q, want the error %q", arguments, ids, problem, wanted)
			}
		} else if got := strings.Join(ids, " "); got != want || problem != "" {
			t.Errorf("%s: got %q %q, want %q", arguments, got, problem, want)
		}
	}
	for arguments, want := range map[string]string{
		`adIds: ["1"]`:              "missing field argument forPublishers",
		`forPublishers: null`:       "missing field argument forPublishers",
		`forPublishers: $undefined`: "not declared",
	} {
		if _, _, problem := w.ask(arguments); !strings.Contains(problem, want) {
			t.Errorf("%s: %q, want %q", arguments, problem, want)
		}
	}
	if ids, complete, problem := w.ask(`forPublishers: ["7000002"]`); len(ids) != 0 || !complete || problem != "" {
		t.Errorf("another publisher got %q %v %q, want nothing and no error", ids, complete, problem)
	}
}

func TestQueryPages(t *testing.T) {
	w := newWorld(t)
	for range 5 {
		w.sell(w.box.Ads()[0], "1")
	}
	w.must(w.box.SetPageLimit(2))
	var got []string
	cursor := "0"
	for range 3 {
		ids, complete, problem := w.ask(fmt.Sprintf(`forPublishers: ["7000001"], sinceCommissionId: %q`, cursor))
		if problem != "" {
			t.Fatal(problem)
		}
		got = append(got, fmt.Sprint(ids, complete))
		cursor = "290000000" + ids[len(ids)-1]
	}
	if diff := cmp.Diff([]string{"[1 2] false", "[3 4] false", "[5] true"}, got); diff != "" {
		t.Fatalf("pages (-want +got):\n%s", diff)
	}
	const page = `{ publisherCommissions(forPublishers: "7000001", sinceCommissionId: "2900000003") { count limit maxCommissionId payloadComplete } }`
	if _, text := w.query(token, page); text != `{"data":{"publisherCommissions":{"count":2,"limit":2,"maxCommissionId":"2900000005","payloadComplete":true}}}` {
		t.Errorf("the last page that is full = %s", text)
	}
	for _, limit := range []int{0, -1, 10_001} {
		if err := w.box.SetPageLimit(limit); err == nil {
			t.Errorf("SetPageLimit(%d) was taken", limit)
		}
	}
}

func TestQueryRefuses(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		bearer, body string
		status       int
		want         string
	}{
		{"", allCommissions, 401, "Missing Token"},
		{"wrong", allCommissions, 401, "Invalid Token"},
		{"wrong", "nonsense", 401, "Invalid Token"},
		{token, "", 200, "Invalid Syntax"},
		{token, "nonsense", 200, "Invalid Syntax"},
		{token, `[]`, 200, "Invalid Syntax"},
		{token, `{"query": 5}`, 200, "Invalid Syntax"},
		{token, `{"query": "{ a"}`, 200, "Invalid Syntax: line 1 column 4"},
		{token, `{ advertiserCommissions { count } }`, 200, "missing field argument forAdvertisers"},
		{token, `{ agencyCommissions { count } }`, 200, "Field 'agencyCommissions' in type 'Query' is undefined"},
		{token, `mutation { createOrders { count } }`, 200, "no mutation here"},
		{token, `{ publisherCommissions(forPublishers: "7000001") }`, 200, "needs a selection"},
		{token, `{ publisherCommissions(forPublishers: "7000001") { pages } }`, 200, "Field 'pages' in type 'PublisherCommissions' is undefined"},
		{token, `{ publisherCommissions(forPublishers: "7000001") { records } }`, 200, "Field 'records' in type 'PublisherCommissions' needs a selection"},
		{token, `{ publisherCommissions(forPublishers: "7000001") { count { x } } }`, 200, "has no fields of its own"},
		{token, `{ publisherCommissions(forPublishers: "7000001") { count(a: 1) } }`, 200, "takes no arguments"},
		{token, `{ publisherCommissions(forPublishers: "7000001") { records { saleAmount } } }`, 200, "Field 'saleAmount' in type 'PublisherCommission' is undefined"},
		{token, `{ publisherCommissions(forPublishers: "7000001") { records { items { price } } } }`, 200, "Field 'price' in type 'Item' is undefined"},
		{token, `query($p: [String!]!) { publisherCommissions(forPublishers: $p) { count } }`, 200, "$p is required"},
		{token, strings.Repeat("#", 2<<20), 413, "too large"},
	} {
		status, text := w.query(c.bearer, c.body)
		var answer struct {
			Data   any
			Errors []struct{ Message string }
		}
		if err := json.Unmarshal([]byte(text), &answer); err != nil || len(answer.Errors) != 1 || answer.Data != nil {
			t.Errorf("%.60q answered %q (%v), want one error and no data", c.body, text, err)
		} else if status != c.status || !strings.Contains(answer.Errors[0].Message, c.want) {
			t.Errorf("%.60q = %d %q, want %d with %q", c.body, status, answer.Errors[0].Message, c.status, c.want)
		}
	}
	if got := w.get(w.base + "/query").StatusCode; got != http.StatusMethodNotAllowed {
		t.Errorf("GET /query = %d", got)
	}
}

// TestEveryField asks for every field of CJ's schema that isn't deprecated.
func TestEveryField(t *testing.T) {
	w := newWorld(t)
	w.sell(w.box.Ads()[0], "1")
	const fields = `commissionId original originalActionId correctionReason orderId actionStatus actionType actionTrackerId actionTrackerName
		advertiserId advertiserName publisherId publisherName websiteId websiteName aid shopperId clickDate clickReferringURL eventDate postingDate
		lockingDate lockingMethod validationStatus reviewedStatus saleAmountPubCurrency saleAmountUsd pubCommissionAmountPubCurrency pubCommissionAmountUsd
		orderDiscountAdvCurrency orderDiscountOrigCurrency orderDiscountPubCurrency orderDiscountUsd coupon country source siteToStoreOffer isCrossDevice
		initiatingBrowser initiatingDeviceName initiatingDeviceType concludingBrowser concludingDeviceName concludingDeviceType
		items { commissionItemId sku quantity itemListId perItemSaleAmountPubCurrency perItemSaleAmountUsd totalCommissionPubCurrency totalCommissionUsd
		discountPubCurrency discountUsd situationDetails { id name } } verticalAttributes { custStatus } situationDetails { id name }`
	_, text := w.query(token, `{ publisherCommissions(forPublishers: "7000001") { records { `+fields+` } } }`)
	var answer struct {
		Data struct {
			PublisherCommissions struct{ Records []map[string]any }
		}
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil || len(answer.Data.PublisherCommissions.Records) != 1 {
		t.Fatalf("answer = %s (%v)", text, err)
	}
	row := answer.Data.PublisherCommissions.Records[0]
	if len(row) != 47 || row["saleAmountUsd"] != "120.00" || row["clickDate"] != "2026-11-22T12:00:00Z" || row["shopperId"] != sid {
		t.Errorf("%d fields: %v", len(row), row)
	}
}

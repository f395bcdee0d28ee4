package sandbox_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/sandbox"
)

// call makes a call of one of CJ's APIs.
func (w *world) call(method, path, bearer, body string) (status int, header http.Header, text string) {
	w.Helper()
	request, err := http.NewRequest(method, w.base+path, strings.NewReader(body))
	w.must(err)
	if bearer != "" {
		request.Header.Set("Authorization", "Bearer "+bearer)
	}
	response, err := w.shopper.Do(request)
	w.must(err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	w.must(err)
	return response.StatusCode, response.Header, string(answer)
}

func TestEachSideSeesItsOwn(t *testing.T) {
	w := newWorld(t)
	w.sell(w.box.Ads()[0], "1")
	publisher, brand := `publisherCommissions(forPublishers: "7000001"`, `advertiserCommissions(forAdvertisers: "5000001"`
	for _, c := range []struct{ bearer, query, want string }{
		{token, `{ ` + publisher + `) { count } }`, `{"data":{"publisherCommissions":{"count":1}}}`},
		{token, `{ ` + brand + `) { count } }`, `{"data":{"advertiserCommissions":{"count":0}}}`},
		{advertiserToken, `{ ` + publisher + `) { count } }`, `{"data":{"publisherCommissions":{"count":0}}}`},
		{advertiserToken, `{ ` + brand + `, publisherIds: ["7000001"]) { count maxCommissionId records { commissionId publisherId saleAmountAdvCurrency
			pubCommissionAmountUsd advCommissionAmountAdvCurrency advCommissionAmountUsd cjFeeAdvCurrency cjFeeUsd newToFile adOwner
			items { perItemSaleAmountAdvCurrency totalCommissionAdvCurrency discountAdvCurrency } } } }`,
			`{"data":{"advertiserCommissions":{"count":1,"maxCommissionId":"2900000001","records":[{"commissionId":"2900000001","publisherId":"7000001",` +
				`"saleAmountAdvCurrency":"120.00","pubCommissionAmountUsd":"12.00","advCommissionAmountAdvCurrency":"12.00","advCommissionAmountUsd":"12.00",` +
				`"cjFeeAdvCurrency":"3.60","cjFeeUsd":"3.60","newToFile":null,"adOwner":null,` +
				`"items":[{"perItemSaleAmountAdvCurrency":"120.00","totalCommissionAdvCurrency":"12.00","discountAdvCurrency":"0.00"}]}]}}}`},
		{advertiserToken, `{ ` + brand + `, publisherIds: ["1"]) { count } }`, `{"data":{"advertiserCommissions":{"count":0}}}`},
		{advertiserToken, `{ ` + brand + `, advertiserIds: ["5000001"]) { count } }`, "unknown field argument advertiserIds"},
		{advertiserToken, `{ ` + brand + `) { records { shopperId } } }`, "Field 'shopperId' in type 'AdvertiserCommission' is undefined"},
		{token, `{ ` + publisher + `) { records { cjFeeUsd } } }`, "Field 'cjFeeUsd' in type 'PublisherCommission' is undefined"},
	} {
		_, _, text := w.call("POST", "/query", c.bearer, c.query)
		if text != c.want && (strings.HasPrefix(c.want, "{") || !strings.Contains(text, c.want)) {
			t.Errorf("%s as %s:\n got %s\nwant %s", c.query, c.bearer, text, c.want)
		}
	}
}

type found struct {
	Total    int `xml:"total-matched,attr"`
	Returned int `xml:"records-returned,attr"`
	Page     int `xml:"page-number,attr"`
	Links    []struct {
		ID     string `xml:"link-id"`
		Deep   bool   `xml:"allow-deep-linking"`
		Click  string `xml:"clickUrl"`
		Status string `xml:"relationship-status"`
		Start  string `xml:"promotion-start-date"`
	} `xml:"link"`
	Advertisers []struct {
		ID     string   `xml:"advertiser-id"`
		Status string   `xml:"relationship-status"`
		Rates  []string `xml:"actions>action>commission>default"`
	} `xml:"advertiser"`
}

// find calls a classic API and says what it found: total, returned, page, ids.
func (w *world) find(path string) (all found, problem string) {
	w.Helper()
	_, _, text := w.call("GET", path, token, "")
	var answer struct {
		Links       found  `xml:"links"`
		Advertisers found  `xml:"advertisers"`
		Message     string `xml:"error-message"`
	}
	if err := xml.Unmarshal([]byte(text), &answer); err != nil {
		w.Fatalf("%s answered %q: %v", path, text, err)
	}
	if strings.Contains(path, "advertiser-lookup") {
		return answer.Advertisers, answer.Message
	}
	return answer.Links, answer.Message
}

func TestLinkSearch(t *testing.T) {
	w := newWorld(t)
	for query, want := range map[string]string{
		"": "! website-id is a required", "?website-id=1": "! Invalid website-id",
		"?website-id=100000001":                                                        "", // asks for nothing, gets nothing
		"?website-id=100000001&advertiser-ids=joined":                                  "15000001 15000002 15000003 15000004 15000005",
		"?WEBSITE-ID=100000001&Advertiser-Ids=notjoined":                               "15000101",
		"?website-id=100000001&advertiser-ids=5000002,5000001&keywords=mug":            "15000002",
		"?website-id=100000001&keywords=%2Btext+-candle+-paper":                        "15000001 15000002 15000004",
		"?website-id=100000001&keywords=wool+beeswax":                                  "15000001 15000003",
		"?website-id=100000001&link-type=banner":                                       "15000005",
		"?website-id=100000001&advertiser-ids=joined&allow-deep-linking=true":          "15000001 15000002 15000003 15000004",
		"?website-id=100000001&link-id=15000003":                                       "15000003",
		"?website-id=100000001&advertiser-ids=joined&records-per-page=2":               "15000001 15000002",
		"?website-id=100000001&advertiser-ids=joined&records-per-page=2&page-number=3": "15000005",
		"?website-id=100000001&advertiser-ids=joined&page-number=9":                    "",
		"?website-id=100000001&page-number=0":                                          "! page-number",
		"?website-id=100000001&records-per-page=101":                                   "! more than 100",
	} {
		got, problem := w.find("/v2/link-search" + query)
		var ids []string
		for _, l := range got.Links {
			ids = append(ids, l.ID)
		}
		if refused, ok := strings.CutPrefix(want, "! "); ok != (problem != "") || !strings.Contains(problem, refused) && ok {
			t.Errorf("%s: problem %q, want %q", query, problem, want)
		} else if !ok && strings.Join(ids, " ") != want || got.Returned != len(ids) {
			t.Errorf("%s = %+v, want %s", query, got, want)
		}
	}
	all, _ := w.find("/v2/link-search?website-id=100000001&advertiser-ids=joined&keywords=banner&records-per-page=1")
	if all.Total != 1 || all.Page != 1 || all.Links[0].Deep || all.Links[0].Start != "2026-09-22 00:00:00.0" || all.Links[0].Click != w.base+"/click-100000001-15000005" {
		t.Errorf("the banner = %+v", all)
	}
	stranger, _ := w.find("/v2/link-search?website-id=100000001&advertiser-ids=notjoined")
	if stranger.Links[0].Click != "" || stranger.Links[0].Status != "notjoined" {
		t.Errorf("a link of a brand that isn't joined = %+v", stranger)
	}
	// The banner leads to its own page, whatever else is asked for.
	if at := w.land("/click-100000001-15000005?url=" + w.base + "/shop/products/mug-02").Request.URL.Path; at != "/shop/" {
		t.Errorf("the banner led to %s", at)
	}
}

func TestAdvertiserLookup(t *testing.T) {
	w := newWorld(t)
	for query, want := range map[string]string{
		"v2/advertiser-lookup": "! requestor-cid is a required",
		"v2/advertiser-lookup?requestor-cid=1&advertiser-ids=joined":                 "! Invalid requestor-cid",
		"v2/advertiser-lookup?requestor-cid=7000001":                                 "",
		"v2/advertiser-lookup?requestor-cid=7000001&advertiser-ids=joined":           "5000001",
		"v3/advertiser-lookup?requestor-cid=7000001&advertiser-ids=5000002":          "5000002",
		"v3/advertiser-lookup?requestor-cid=7000001&advertiser-name=fernwood":        "5000001",
		"v2/advertiser-lookup?requestor-cid=7000001&keywords=stationery+furnishings": "5000001 5000002",
	} {
		got, problem := w.find("/" + query)
		var ids []string
		for _, a := range got.Advertisers {
			ids = append(ids, a.ID)
		}
		refused, wrong := strings.CutPrefix(want, "! ")
		if wrong != (problem != "") || wrong && !strings.Contains(problem, refused) || !wrong && strings.Join(ids, " ") != want {
			t.Errorf("%s = %+v %q, want %s", query, got, problem, want)
		}
	}
}

func TestClassicRefusals(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		bearer string
		fault  sandbox.Fault
		status int
		want   string
	}{
		{bearer: "", status: 401, want: "You must provide an Authorization header."},
		{bearer: "wrong", status: 401, want: "Not Authenticated: Bearer wrong"},
		{bearer: advertiserToken, status: 400, want: "Invalid website-id"},
		{bearer: token, fault: sandbox.APITokenError, status: 401, want: "Not Authenticated"},
		{bearer: token, fault: sandbox.API429Later, status: 429, want: "Rate limit"},
		{bearer: token, fault: sandbox.API504, status: 504, want: "timeout"},
	} {
		if c.fault != "" {
			w.must(w.box.SetFault(c.fault, true))
		}
		status, header, text := w.call("GET", "/v2/link-search?website-id=100000001&keywords=mug", c.bearer, "")
		if status != c.status || !strings.Contains(text, c.want) || (c.fault == sandbox.API429Later) != (header.Get("Retry-After") != "") {
			t.Errorf("%+v: %d %v %s", c, status, header, text)
		}
		if c.fault != "" {
			w.must(w.box.SetFault(c.fault, false))
		}
	}
}

func TestProgramTerms(t *testing.T) {
	w := newWorld(t)
	const contracts = `contracts(publisherId: "7000001", limit: 10, offset: 0, filters: {advertiserId: "5000001"})`
	_, _, text := w.call("POST", "/programs/query", token, `{ publisher { `+contracts+` { totalCount count resultList { status startTime endTime advertiserId programTerms {
		id name isDefault actionTerms { id actionTracker { id name type } referralPeriod lockingMethod { type durationInDays }
		commissions { rank situation { name } itemList { id name } rate { type value currency } } } } } } } }`)
	type named struct{ ID, Name string }
	var got struct {
		Data struct {
			Publisher struct {
				Contracts struct {
					TotalCount, Count int
					ResultList        []struct {
						Status, StartTime, AdvertiserID string
						EndTime                         *string
						ProgramTerms                    struct {
							ActionTerms []struct {
								ActionTracker  named
								ReferralPeriod int
								LockingMethod  struct {
									Type           string
									DurationInDays *int
								}
								Commissions []struct {
									Rank      int
									Situation *named
									ItemList  *named
									Rate      struct{ Type, Value string }
								}
							}
						}
					}
				}
			}
		}
	}
	w.must(json.Unmarshal([]byte(text), &got))
	list := got.Data.Publisher.Contracts
	if list.TotalCount != 1 || list.Count != 1 || list.ResultList[0].Status != "ACTIVE" || len(list.ResultList[0].ProgramTerms.ActionTerms) != 4 {
		t.Fatalf("contracts = %s", text)
	}
	actions := list.ResultList[0].ProgramTerms.ActionTerms
	var methods []string
	for _, a := range actions {
		methods = append(methods, a.LockingMethod.Type)
	}
	if diff := cmp.Diff([]string{"FIXED_DATE", "FIXED_DURATION", "IMMEDIATE", "OPEN_ENDED"}, methods); diff != "" || *actions[1].LockingMethod.DurationInDays != 30 {
		t.Errorf("locking methods (-want +got):\n%s", diff)
	}
	if c := actions[0].Commissions; c[0].Rate.Value != "10" || c[0].ItemList.ID != "70001" || c[2].ItemList != nil || c[2].Rate.Value != "7.5" || c[0].Situation != nil {
		t.Errorf("rates = %+v", c)
	}
	for query, want := range map[string]string{
		`{ publisher { ` + contracts + ` { resultList { programTerms { actionTerms { commissions { itemList situation } } } } } } }`: `{"itemList":"Wool throw","situation":null}`,
		`{ publisher { contracts(publisherId: "1") { totalCount } } }`:                                                               `"totalCount":0`,
		`{ publisher { contracts(publisherId: "7000001", offset: 1) { totalCount count } } }`:                                        `"totalCount":1,"count":0`,
		`{ publisher { contracts(publisherId: "7000001", filters: {advertiserId: "2"}) { totalCount } } }`:                           `"totalCount":0`,
		`{ publisher { contracts { totalCount } } }`:                                                                                 "missing field argument publisherId",
		`{ publisher { contracts(publisherId: "7000001", limit: 0) { totalCount } } }`:                                               "argument limit",
		`{ publisher { contracts(publisherId: "7000001", sort: 1) { totalCount } } }`:                                                "unknown field argument sort",
		`{ publisher { contracts(publisherId: "7000001") { resultList { programTerms { price } } } } }`:                              "Field 'price' in type 'ProgramTerms' is undefined",
		`{ advertiser { name } }`: "Field 'advertiser' in type 'Query' is undefined",
	} {
		if _, _, text := w.call("POST", "/programs/query", token, query); !strings.Contains(text, want) {
			t.Errorf("%s = %s, want %s", query, text, want)
		}
	}
	if _, _, text := w.call("POST", "/programs/query", advertiserToken, `{ publisher { `+contracts+` { totalCount } } }`); !strings.Contains(text, `"totalCount":0`) {
		t.Errorf("the brand's token = %s", text)
	}
}

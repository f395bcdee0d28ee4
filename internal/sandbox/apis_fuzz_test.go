package sandbox_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"linkledger/internal/clock"
	"linkledger/internal/sandbox"
)

// FuzzAPIs sends anything to CJ's APIs: the answer is well-formed, and what is
// wrong is said, not failed at.
func FuzzAPIs(f *testing.F) {
	for _, body := range []string{
		`{ publisherCommissions(forPublishers: ["7000001"], commissionIds: ["1"]) { count records { commissionId items { sku } } } }`,
		`{"query":"mutation($o: [O!]!) { createOrders(newOrders: $o) { submissionId } }","variables":{"o":[{"enterpriseId":"5000001","actionTrackerId":"400001","orderId":"a","adId":"15000001","promotionalPropertyId":"100000001","items":[{"sku":"a","unitPrice":1.5,"quantity":2}]}]}}`,
		`mutation { cancelOrders(cancelledOrders: [{orderId: "a", updateTime: "2026-11-22T12:00:00Z"}]) { batchId errors { message } } }`,
		`{ publisher { contracts(publisherId: "7000001", limit: 2, filters: {advertiserId: null}) { count } } }`,
		`website-id=100000001&keywords=%2Bmug&records-per-page=2`, `requestor-cid=7000001&advertiser-ids=joined,1`,
	} {
		for api := range uint8(6) {
			f.Add(api, body)
		}
	}
	box, err := sandbox.New(sandbox.Config{Clock: clock.NewFake(start), Token: token, AdvertiserToken: advertiserToken})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() {
		if err := box.Close(); err != nil {
			f.Error(err)
		}
	})
	handler := box.Handler()
	f.Fuzz(func(t *testing.T, api uint8, body string) {
		at := sandbox.EndpointsAt("")
		path := []string{at.Commissions, at.Programs, at.Orders, at.OrdersTest, at.Links, at.Advertisers}[int(api)%6]
		request := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
		if path == at.Links || path == at.Advertisers {
			request = httptest.NewRequest(http.MethodGet, path, nil)
			request.URL.RawQuery = body
		}
		request.Header.Set("Authorization", "Bearer "+token)
		if path == at.Orders || path == at.OrdersTest {
			request.Header.Set("Authorization", "Bearer "+advertiserToken)
		}
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, request)
		answer, err := io.ReadAll(recorder.Body)
		if err != nil || recorder.Code != http.StatusOK && recorder.Code != http.StatusBadRequest && recorder.Code != http.StatusRequestEntityTooLarge {
			t.Fatalf("%s answered %d %q", path, recorder.Code, answer)
		}
		var tree any
		if strings.HasPrefix(string(answer), "<") {
			var node struct {
				Inner []byte `xml:",innerxml"`
			}
			tree = &node
			err = xml.Unmarshal(answer, tree)
		} else {
			err = json.Unmarshal(answer, &tree)
		}
		if err != nil {
			t.Fatalf("%s answered %q: %v", path, answer, err)
		}
	})
}

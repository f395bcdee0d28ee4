package cj_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/clock"
)

const goodRow = `{"commissionId":"1","originalActionId":"2","original":true,"actionStatus":"new","actionType":"item_sale",
	"eventDate":"2026-09-03T12:15:00+02:00","postingDate":"2026-09-03T11:00:00Z","lockingDate":"2026-10-11T10:00:00Z",
	"saleAmountPubCurrency":null,"pubCommissionAmountPubCurrency":"-12.5"}`

func answer(records string) string {
	return `{"data":{"publisherCommissions":{"payloadComplete":true,"maxCommissionId":"1","records":[` + records + `]}}}`
}

func TestAnswers(t *testing.T) {
	with := func(old, new string) string { return answer(strings.Replace(goodRow, old, new, 1)) }
	tests := []struct {
		name   string
		status int
		body   string
		want   error
		tries  int
		says   string
	}{
		{"good", 200, answer(goodRow), nil, 1, ""},
		{"none", 200, answer(""), nil, 1, ""},
		{"unknown status kept", 200, with(`"new"`, `"reviewed_2"`), nil, 1, ""},
		{"unauthorized", 401, "", cj.ErrCredential, 1, "developers.cj.com"},
		{"forbidden", 403, `{"message":"` + token + `"}`, cj.ErrCredential, 1, "under Settings"},
		{"invalid token in a 200", 200, `{"errors":[{"message":"Invalid Token ` + token + `"}]}`, cj.ErrCredential, 1, "[token]"},
		{"code in a 200", 200, `{"errors":[{"message":"no","extensions":{"code":"UNAUTHENTICATED"}}]}`, cj.ErrCredential, 1, ""},
		{"syntax error names a token", 200, `{"errors":[{"message":"Invalid Syntax : offending token '<EOF>'"}]}`, cj.ErrUnexpected, 1, "offending"},
		{"window too long", 200, `{"errors":[{"message":"range exceeds 31 days"}],"data":null}`, cj.ErrUnexpected, 1, "31 days"},
		{"trouble in a 200", 200, `{"errors":[{"message":"Internal error: please try again"}]}`, cj.ErrTryLater, 3, "please try again"},
		{"trouble by its code", 200, `{"errors":[{"message":"oops","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}`, cj.ErrTryLater, 3, "oops"},
		{"timeout in a 200", 200, `{"errors":[{"message":"Request timed out"}]}`, cj.ErrTryLater, 3, "timed out"},
		{"too many with a token", 200, `{"errors":[{"message":"Too many calls with this token"}]}`, cj.ErrTryLater, 3, "Too many"},
		{"a token to try again", 200, `{"errors":[{"message":"Invalid access token, please try again"}]}`, cj.ErrCredential, 1, "developers.cj.com"},
		{"too many in a 200", 200, `{"errors":[{"message":"Rate limit exceeded"}]}`, cj.ErrTryLater, 3, "Rate limit"},
		{"no rights", 200, `{"errors":[{"message":"Unauthorized"}],"data":null}`, cj.ErrRights, 1, "CID 7000001"},
		{"GraphQL in a 400", 400, `{"errors":[{"message":"Field 'x' in type 'PublisherCommission' is undefined"}]}`, cj.ErrUnexpected, 1, "Nothing was lost"},
		{"HTML in a 400", 400, "<html>bad</html>", cj.ErrUnexpected, 1, "400"},
		{"too many calls", 429, "slow down", cj.ErrTryLater, 3, "429"},
		{"gateway", 504, "<html>", cj.ErrTryLater, 3, "504"},
		{"server", 500, `{"errors":[{"message":"Invalid Token"}]}`, cj.ErrTryLater, 3, "500"},
		{"cut", 200, answer(goodRow)[:90], cj.ErrTryLater, 3, "broke off"},
		{"empty", 200, "", cj.ErrTryLater, 3, "broke off"},
		{"sign-in page", 200, "<html>Welcome to the hotel</html>", cj.ErrTryLater, 3, "sign-in page"},
		{"not JSON", 200, "hello", cj.ErrUnexpected, 1, "can't be read"},
		{"redirect", 302, "", cj.ErrUnexpected, 1, "302"},
		{"not found", 404, "nothing here: " + token, cj.ErrUnexpected, 1, "[token]"},
		{"no data", 200, `{"data":null}`, cj.ErrUnexpected, 1, "without data"},
		{"no records", 200, `{"data":{"publisherCommissions":{"payloadComplete":true}}}`, cj.ErrUnexpected, 1, "no records"},
		{"part without cursor", 200, strings.Replace(strings.Replace(answer(goodRow), "true", "false", 1), `"maxCommissionId":"1"`, `"count":1`, 1), cj.ErrUnexpected, 1, "next part"},
		{"circle", 200, strings.Replace(answer(goodRow), `"payloadComplete":true`, `"payloadComplete":false`, 1), cj.ErrUnexpected, 4, "circle"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			calls := 0
			b := newBench(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				calls++
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(test.status)
				fmt.Fprint(w, test.body)
			}))
			_, err := collect(b.client, start, start.Add(time.Hour))
			if !errors.Is(err, test.want) || calls != test.tries {
				t.Errorf("got %v after %d calls, want %v after %d", err, calls, test.want, test.tries)
			}
			if err != nil && (!strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), token)) {
				t.Errorf("%q must say %q and never the token", err, test.says)
			}
		})
	}
}

// TestRowsThatCantBeRead are left out and named; the others are read.
func TestRowsThatCantBeRead(t *testing.T) {
	other := strings.Replace(goodRow, `"commissionId":"1"`, `"commissionId":"2"`, 1)
	for name, test := range map[string]struct {
		old, new string
		id, why  string
	}{
		"amount as a number": {`"-12.5"`, `12.5`, "1", "pubCommissionAmountPubCurrency has the wrong type (number)"},
		"comma":              {`"-12.5"`, `"12,5"`, "1", "pubCommissionAmountPubCurrency"},
		"exponent":           {`"-12.5"`, `"1e9"`, "1", "pubCommissionAmountPubCurrency"},
		"not a number":       {`"-12.5"`, `"NaN"`, "1", "plain decimal"},
		"no commission":      {`"-12.5"`, `null`, "1", "pubCommissionAmountPubCurrency"},
		"no id":              {`"commissionId":"1"`, `"commissionId":null`, "", "commissionId is missing"},
		"an id of a number":  {`"commissionId":"1"`, `"commissionId":1`, "", "commissionId has the wrong type (number)"},
		"an id nobody types": {`"commissionId":"1"`, `"orderId":5,"commissionId":"1\n2"`, "", "orderId has"},
		"no action":          {`"originalActionId":"2"`, `"originalActionId":""`, "1", "originalActionId is missing"},
		"original or not":    {`"original":true`, `"original":null`, "1", "original is missing"},
		"status with markup": {`"new"`, `"<b>"`, "1", "actionStatus"},
		"no status":          {`"new"`, `null`, "1", "actionStatus"},
		"bad time":           {`2026-10-11T10:00:00Z`, `11 October`, "1", `lockingDate "11 October" is no date`},
		"a time without end": {`2026-10-11T10:00:00Z`, `9999-12-31T23:00:00-05:00`, "1", "lockingDate"},
		"no locking date":    {`"lockingDate"`, `"other"`, "1", "lockingDate is missing"},
		"no event date":      {`"2026-09-03T12:15:00+02:00"`, `null`, "1", "eventDate is missing"},
		"a date of a list":   {`"2026-09-03T11:00:00Z"`, `[]`, "1", "postingDate is missing"},
		"huge order id":      {`"original":true`, `"original":true,"orderId":"` + strings.Repeat("9", 300) + `"`, "1", "orderId has 300 characters"},
		"items of a text":    {`"original":true`, `"original":true,"items":"a"`, "1", "items has the wrong type (string)"},
		"half a piece":       {`"original":true`, `"original":true,"items":[{"quantity":1.5}]`, "1", "quantity has the wrong type (number)"},
		"the token":          {`2026-10-11T10:00:00Z`, token, "1", "[token]"},
		"no row":             {goodRow, `7`, "", "no row"},
		"nothing":            {goodRow, `null`, "", "commissionId is missing"},
	} {
		bad := strings.Replace(goodRow, test.old, test.new, 1)
		b := newBench(t, says(answer(bad+","+other)))
		var pages []affiliate.CommissionPage
		for page, err := range b.client.PostedPages(context.Background(), affiliate.CommissionSpan{Since: start, Before: start.Add(time.Hour)}) {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			pages = append(pages, page)
		}
		if bad == goodRow || len(pages) != 1 || len(pages[0].Rows) != 1 || pages[0].Rows[0].CommissionID != "2" || !pages[0].Rest.Done() || pages[0].Read != 2 {
			t.Fatalf("%s: %+v", name, pages)
		}
		left := pages[0].Unread
		if len(left) != 1 || left[0].ID != test.id || left[0].Mark == "" || left[0].Why == "" || !strings.Contains(left[0].Why, test.why) || strings.Contains(left[0].Why, token) {
			t.Errorf("%s: %+v", name, left)
		}
		again, err := b.client.ByID(context.Background(), []string{"1", "2"})
		if err != nil || len(again.Rows) != 1 || len(again.Unread) != 1 || again.Unread[0] != left[0] {
			t.Errorf("%s by id: %+v, %v", name, again, err)
		}
	}
}

// TestTheClicksDateIsNoReason to leave out a row: nothing rests on it.
func TestTheClicksDateIsNoReason(t *testing.T) {
	b := newBench(t, says(answer(strings.Replace(goodRow, `"original":true`, `"original":true,"clickDate":"yesterday"`, 1))))
	rows, err := collect(b.client, start, start.Add(time.Hour))
	if err != nil || len(rows) != 1 || !rows[0].ClickDate.IsZero() || !rows[0].Original {
		t.Errorf("%+v, %v", rows, err)
	}
}

func TestRecovers(t *testing.T) {
	calls := 0
	a := &account{limit: 10, rows: []cj.Row{row(1, start)}}
	b := newBench(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch calls++; calls {
		case 1:
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
		case 2: // the connection dies in the middle of the answer
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, `{"data"`)
		default:
			a.ServeHTTP(w, r)
		}
	}))
	rows, err := collect(b.client, start, start.Add(time.Hour))
	if err != nil || len(rows) != 1 {
		t.Fatalf("got %v, %v", rows, err)
	}
	if len(b.waits) != 2 || b.waits[0] != 7*time.Second || b.waits[1] < 4*time.Second || b.waits[1] >= 6*time.Second {
		t.Errorf("waited %v", b.waits)
	}
}

func TestNobodyAnswers(t *testing.T) {
	server := httptest.NewServer(nil)
	b := newBench(t, nil)
	server.Close()
	client, err := cj.New(cj.Config{Endpoint: server.URL, CID: "1", Token: token, Currency: "USD", HTTP: &http.Client{},
		Wait: func(context.Context, time.Duration) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := collect(client, start, start.Add(time.Hour)); !errors.Is(err, cj.ErrTryLater) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := b.client.ByID(ctx, []string{"1"}); !errors.Is(err, context.Canceled) || errors.Is(err, cj.ErrTryLater) {
		t.Errorf("cancelled: got %v", err)
	}
}

func FuzzAnswer(f *testing.F) {
	f.Add(answer(goodRow))
	f.Add(`{"errors":[{"message":"Invalid Token"}]}`)
	f.Add(answer(goodRow)[:100])
	f.Add(answer(strings.Replace(goodRow, `"original":true`, `"original":true,"itemsLeftOut":1,"situationDetails":[{"id":"1","name":"New Customer"}],
		"items":[{"commissionItemId":"1","sku":"a","quantity":2,"itemListId":"7","perItemSaleAmountPubCurrency":"1.5","discountPubCurrency":"0.1"},{}]`, 1)))
	body := ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, body) }))
	f.Cleanup(server.Close)
	client, err := cj.New(cj.Config{Endpoint: server.URL, CID: "1", Token: token, Currency: "USD", HTTP: server.Client(),
		Clock: clock.NewFake(start), Wait: func(context.Context, time.Duration) error { return nil }})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		body = text
		rows, err := collect(client, start, start.Add(time.Hour))
		if err != nil && !errors.Is(err, cj.ErrCredential) && !errors.Is(err, cj.ErrTryLater) && !errors.Is(err, cj.ErrUnexpected) {
			t.Errorf("an error of no kind: %v", err)
		}
		if page, err := client.ByID(context.Background(), []string{"1"}); err == nil && len(page.Rows) < len(rows) {
			t.Errorf("by id %d rows of %d", len(page.Rows), len(rows))
		} else {
			for _, left := range page.Unread {
				if left.Why == "" || left.Mark == "" || strings.Contains(left.Why, token) {
					t.Errorf("a row is left out without a word: %+v", left)
				}
			}
		}
		for _, r := range rows {
			if r.CommissionID == "" || r.Commission == "" || r.LockingDate.Location() != time.UTC {
				t.Errorf("an unchecked row: %+v", r)
			}
			if _, err := r.Order(); err != nil || len(r.Items) > affiliate.MaxOrderLines {
				t.Errorf("an unchecked order: %v", err)
			}
			if body, err := json.Marshal(r); err != nil || len(body) > maxRow {
				t.Errorf("a row of %d bytes: %v", len(body), err)
			}
		}
	})
}

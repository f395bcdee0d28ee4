package cj_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
)

// sided answers as each side's own account does, or with a text.
type sided struct {
	publisher, advertiser any // *account or string
}

func (s sided) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	side := s.publisher
	if strings.Contains(string(body), "advertiserCommissions") {
		side = s.advertiser
	}
	r.Body = io.NopCloser(strings.NewReader(string(body)))
	switch side := side.(type) {
	case *account:
		side.ServeHTTP(w, r)
	case string:
		fmt.Fprint(w, side)
	}
}

func TestCheck(t *testing.T) {
	const unauthorized, invalid = `{"errors":[{"message":"Unauthorized"}]}`, `{"errors":[{"message":"Invalid Token"}]}`
	rows := func(days ...int) *account { // posted so many days ago
		a := &account{limit: 3}
		for i, d := range days {
			r := row(i+1, start.AddDate(0, 0, -d))
			r.ShopperID = ""
			a.rows = append(a.rows, r)
		}
		return a
	}
	foreign := rows(3, 2, 1)
	for i := range foreign.rows {
		foreign.rows[i].CommissionUSD = "13.10"
	}
	for _, test := range []struct {
		name     string
		role     affiliate.CJRole
		currency string
		cj       sided
		want     cj.Access // but for Warnings
		is       error
		says     []string // of each warning, or of the error
	}{
		{"all well", "", "USD", sided{rows(3, 2, 1), unauthorized}, cj.Access{Role: affiliate.CJPublisher, Rows: 3, Newest: start.AddDate(0, 0, -1)}, nil, nil},
		{"more than a page", "", "USD", sided{rows(5, 4, 3, 2), unauthorized}, cj.Access{Role: affiliate.CJPublisher, Rows: 3, More: true, Newest: start.AddDate(0, 0, -3)}, nil, nil},
		{"quiet lately", "", "USD", sided{rows(300), unauthorized}, cj.Access{Role: affiliate.CJPublisher, Newest: start.AddDate(0, 0, -300)}, nil, nil},
		{"nothing for a year", "", "USD", sided{rows(400), unauthorized}, cj.Access{Role: affiliate.CJPublisher}, nil, []string{"no commissions of the last year for CID 7000001"}},
		{"nothing on either side", "", "USD", sided{rows(), rows()}, cj.Access{Role: affiliate.CJPublisher}, nil, []string{"right CID"}},
		{"an advertiser's token", "", "USD", sided{unauthorized, rows(1)}, cj.Access{Role: affiliate.CJAdvertiser, Rows: 1, Newest: start.AddDate(0, 0, -1)}, nil, []string{"promo codes"}},
		{"an advertiser's token that answers nothing here", "", "USD", sided{rows(), rows(1)}, cj.Access{Role: affiliate.CJAdvertiser, Rows: 1, Newest: start.AddDate(0, 0, -1)}, nil, []string{"This is an advertiser's"}},
		{"a publisher's token", affiliate.CJAdvertiser, "USD", sided{rows(1), unauthorized}, cj.Access{Role: affiliate.CJPublisher, Rows: 1, Newest: start.AddDate(0, 0, -1)}, nil, []string{"This is a publisher's token"}},
		{"an advertiser's token as such", affiliate.CJAdvertiser, "USD", sided{unauthorized, rows(1)}, cj.Access{Role: affiliate.CJAdvertiser, Rows: 1, Newest: start.AddDate(0, 0, -1)}, nil, nil},
		{"dollars called euros", "", "EUR", sided{rows(3, 2, 1), unauthorized}, cj.Access{Role: affiliate.CJPublisher, Rows: 3, Newest: start.AddDate(0, 0, -1)}, nil, []string{"probably USD"}},
		{"too few to tell", "", "EUR", sided{rows(2, 1), unauthorized}, cj.Access{Role: affiliate.CJPublisher, Rows: 2, Newest: start.AddDate(0, 0, -1)}, nil, nil},
		{"euros", "", "EUR", sided{foreign, unauthorized}, cj.Access{Role: affiliate.CJPublisher, Rows: 3, Newest: start.AddDate(0, 0, -1)}, nil, nil},
		{"euros called dollars", "", "USD", sided{foreign, unauthorized}, cj.Access{Role: affiliate.CJPublisher, Rows: 3, Newest: start.AddDate(0, 0, -1)}, nil, []string{"differ from its US dollar amounts in 3 rows"}},
		{"refused in other words", "", "USD", sided{`{"errors":[{"message":"Company is of another type"}]}`, rows(1)}, cj.Access{Role: affiliate.CJAdvertiser, Rows: 1, Newest: start.AddDate(0, 0, -1)}, nil, []string{"promo codes"}},
		{"refused in other words on both sides", "", "USD", sided{`{"errors":[{"message":"Company is of another type"}]}`, unauthorized}, cj.Access{}, cj.ErrUnexpected, []string{"of another type"}},
		{"no rights", "", "USD", sided{unauthorized, unauthorized}, cj.Access{}, cj.ErrRights, []string{"may not read CID 7000001 as a publisher's account"}},
		{"a wrong token", "", "USD", sided{invalid, invalid}, cj.Access{}, cj.ErrCredential, []string{"make a new personal access token"}},
		{"no way to tell", "", "USD", sided{"<html>", rows(1)}, cj.Access{}, cj.ErrTryLater, []string{"sign-in page"}},
		{"no way to tell the other", "", "USD", sided{unauthorized, "<html>"}, cj.Access{}, cj.ErrTryLater, []string{"sign-in page"}},
		{"no such query on the other side", "", "USD", sided{rows(), `{"errors":[{"message":"Field is undefined"}]}`}, cj.Access{Role: affiliate.CJPublisher}, nil, []string{"right CID"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t, test.cj, func(c *cj.Config) { c.Role, c.Currency = test.role, test.currency })
			got, err := b.client.Check(context.Background())
			warnings := got.Warnings
			if err != nil {
				warnings = []string{err.Error()}
			}
			if got.Warnings = nil; got.Role != test.want.Role || got.Rows != test.want.Rows || got.More != test.want.More || !got.Newest.Equal(test.want.Newest) {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
			if !errors.Is(err, test.is) || !slices.EqualFunc(warnings, test.says, strings.Contains) {
				t.Errorf("got %v and %q, want %v and %q", err, warnings, test.is, test.says)
			}
		})
	}
}

// A token that is refused is not said to lack rights, and the other way round.
func TestRights(t *testing.T) {
	for message, rights := range map[string]bool{
		"Unauthorized": true, "Forbidden": true, "Not authorized for company 7000001": true, "You do not have permission": true, "Access denied": true,
		"Invalid Token": false, "Missing Token": false, "Authentication failed": false, "token is unauthorized": false,
	} {
		b := newBench(t, says(fmt.Sprintf(`{"errors":[{"message":%q}]}`, message)))
		_, err := collect(b.client, start, start.Add(time.Hour))
		if !errors.Is(err, cj.ErrCredential) || errors.Is(err, cj.ErrRights) != rights {
			t.Errorf("%s: got %v", message, err)
		}
	}
}

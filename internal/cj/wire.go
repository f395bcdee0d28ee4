package cj

import (
	"context"
	"encoding/json"
	"net/http"

	"linkledger/internal/affiliate"
)

type request struct {
	Query     string         `json:"query"`
	Variables map[string]any `json:"variables"`
}

type wirePage struct {
	MaxCommissionID *string           `json:"maxCommissionId"`
	PayloadComplete *bool             `json:"payloadComplete"`
	Records         []json.RawMessage `json:"records"`
}

// page is a part of the ledger, checked. An empty next says that it is the last.
type page struct {
	rows   []Row
	unread []affiliate.UnreadCommission // one row that can't be read keeps nobody from the others
	next   string
}

// commissions asks for one page of the ledger.
func (c *Client) commissions(ctx context.Context, q request) (p page, err error) {
	err = c.askGraphQL(ctx, c.endpoint, q, func(resp *http.Response, answer []byte) error {
		var data map[string]*wirePage
		if err := c.readGraphQL(resp, answer, &data); err != nil {
			return err
		}
		if data[c.side.root] == nil {
			return unexpected("status %s without data", resp.Status)
		}
		p, err = c.check(data[c.side.root])
		return err
	})
	return p, err
}

func (c *Client) check(w *wirePage) (page, error) {
	if w.PayloadComplete == nil || w.Records == nil {
		return page{}, unexpected("the answer has no records")
	}
	p := page{rows: make([]Row, 0, len(w.Records))}
	for _, raw := range w.Records {
		row, err := c.side.readRow(raw)
		if err != nil {
			p.unread = append(p.unread, c.unread(raw, row.CommissionID, err))
			continue
		}
		row.Currency = string(c.currency)
		p.rows = append(p.rows, row)
	}
	if !*w.PayloadComplete {
		if w.MaxCommissionID == nil || *w.MaxCommissionID == "" {
			return page{}, unexpected("the answer is a part of the whole but doesn't say where the next part starts")
		}
		p.next = *w.MaxCommissionID
	}
	return p, nil
}

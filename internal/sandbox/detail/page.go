package detail

import (
	"time"

	"linkledger/internal/sandbox/commission"
	"linkledger/internal/sandbox/graphql"
)

// Page is the part of the rows wanted that fits into one answer, in the order
// of their ids.
type Page struct {
	Rows     []commission.Row
	Limit    int
	Complete bool
	// Cursor is told as maxCommissionId; the last row's id when "".
	Cursor string
}

func (p Page) cursor() any {
	if p.Cursor == "" && len(p.Rows) > 0 {
		return p.Rows[len(p.Rows)-1].CommissionID
	}
	return graphql.TextOrNull(p.Cursor)
}

// Render answers a CommissionRecords object.
func (p Page) Render(fields []graphql.Field, role Role, a Accounts) (graphql.Object, error) {
	return graphql.Select(string(role)+"Commissions", fields, func(f graphql.Field) (any, error) {
		switch f.Name {
		case "count":
			return graphql.Scalar(f, len(p.Rows), true)
		case "limit":
			return graphql.Scalar(f, p.Limit, true)
		case "payloadComplete":
			return graphql.Scalar(f, p.Complete, true)
		case "maxCommissionId":
			return graphql.Scalar(f, p.cursor(), true)
		case "records":
			v := view{role: role, accounts: a}
			return graphql.List(f.Selections, p.Rows, v.row)
		}
		return nil, graphql.ErrUndefined
	})
}

// instant is CJ's time text: ISO 8601 in UTC with a Z.
func instant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}

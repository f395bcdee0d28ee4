package sandbox

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"time"

	"linkledger/internal/sandbox/commission"
	"linkledger/internal/sandbox/detail"
	"linkledger/internal/sandbox/graphql"
)

// maxPageLimit is how many commissions CJ gives in one answer.
const maxPageLimit = 10_000

// handleQuery is CJ's commissions.api.cj.com/query. Which HTTP statuses CJ uses
// isn't published; a bad token is 401 here, or 200 under api-token-error.
func (s *Sandbox) handleQuery(w http.ResponseWriter, r *http.Request) {
	s.answerGraphQL(w, r, commissionsAPI, func(c call) graphql.Schema {
		return graphql.Schema{"query": func(f graphql.Field) (any, error) { return s.commissions(c, f) }}
	})
}

// answerGraphQL lets a call in and answers its operation by what the schema
// has for its caller.
func (s *Sandbox) answerGraphQL(w http.ResponseWriter, r *http.Request, a api, schemaFor func(call) graphql.Schema) {
	c, refused := s.receive(r, a)
	if refused != nil {
		refuseGraphQL(w, refused)
		return
	}
	body, err := io.ReadAll(r.Body)
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		writeJSON(w, http.StatusRequestEntityTooLarge, graphql.Refusal("", tooLarge.Error()))
		return
	}
	if err != nil {
		writeJSON(w, http.StatusBadRequest, graphql.Refusal("", err.Error()))
		return
	}
	data, err := schemaFor(c).Answer(body)
	if err != nil {
		writeJSON(w, http.StatusOK, graphql.Refusal("", err.Error()))
		return
	}
	text, err := data.AppendJSON([]byte(`{"data":`)) // graphql.Answer, without compacting it once more
	if err != nil {
		s.log.Error("encode a query's answer", "error", err)
		writeJSON(w, http.StatusInternalServerError, graphql.Refusal("", "Internal error"))
		return
	}
	c.send(w, "application/json", append(text, '}'))
}

func refuseGraphQL(w http.ResponseWriter, refused *refusal) {
	if refused.retryAfter != "" {
		w.Header().Set("Retry-After", refused.retryAfter)
	}
	if refused.status == http.StatusGatewayTimeout { // a proxy's words, no GraphQL
		http.Error(w, refused.message, refused.status)
		return
	}
	writeJSON(w, refused.status, graphql.Refusal("", refused.message))
}

// send writes an answer, or the first half of it.
func (c call) send(w http.ResponseWriter, kind string, text []byte) {
	if c.faults[APITruncated] {
		text = text[:len(text)/2]
	}
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(text) // the client may have gone
}

// commissions answers one of the two commission queries. CJ has no words for a
// token that isn't the account's: the answer is the data of nobody.
func (s *Sandbox) commissions(c call, f graphql.Field) (any, error) {
	role := detail.RoleOf(f.Name)
	if role == "" {
		return nil, graphql.ErrUndefined
	}
	query, err := detail.Read(role, f.Arguments)
	if err != nil {
		return nil, err
	}
	page := read(s, func(st *state) detail.Page {
		page := detail.Page{Limit: st.PageLimit, Complete: true}
		if (role == detail.Publisher) == (c.caller == thePublisher) && c.caller != nobody {
			query = query.At(st.SettledAt)
			s.fill(query, c, &page)
		}
		return page
	})
	return page.Render(f.Selections, role, accounts())
}

// fill puts the rows that were asked for into a page, as far as they fit.
func (s *Sandbox) fill(q detail.Query, c call, page *detail.Page) {
	if c.faults[APIDuplicatePage] && q.After != "" {
		page.Rows = s.before(q, page.Limit/2)
	}
	for row := range s.rows(q) {
		if len(page.Rows) >= page.Limit {
			page.Complete = false
			break
		}
		page.Rows = append(page.Rows, row)
	}
	if c.faults[APIBadRow] && len(page.Rows) > 0 {
		page.Rows = slices.Clone(page.Rows)
		page.Rows[0].LockingDate = time.Time{}
	}
	if c.faults[APICircular] && !page.Complete {
		page.Cursor = q.After
		if page.Cursor == "" {
			page.Cursor = "0"
		}
	}
}

// before are the last rows that the caller has had already, half a page: what
// a duplicate page begins with. There is room for news behind them.
func (s *Sandbox) before(q detail.Query, most int) []commission.Row {
	had := q
	had.After = ""
	var rows []commission.Row
	for row := range s.rows(had) {
		if detail.CompareIDs(row.CommissionID, q.After) > 0 {
			break
		}
		rows = append(rows, row)
	}
	return slices.Clone(rows[max(0, len(rows)-most):])
}

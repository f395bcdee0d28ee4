package sandbox

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"linkledger/internal/sandbox/graphql"
)

// maxPageLimit is how many commissions CJ gives in one answer.
const maxPageLimit = 10_000

// queryAnswer is a GraphQL answer: data or errors.
type queryAnswer struct {
	Data   *object      `json:"data"`
	Errors []queryError `json:"errors,omitempty"`
}

type queryError struct {
	Message string `json:"message"`
}

// handleQuery is CJ's commissions.api.cj.com/query. As CJ's APIs do, it checks
// the token first, then the syntax, then the fields, and stops at the first
// that fails. Which HTTP statuses CJ uses isn't published; a bad token is 401
// here, or 200 under the fault api-token-error.
func (s *Sandbox) handleQuery(w http.ResponseWriter, r *http.Request) {
	switch {
	case s.fault(API429):
		answerErrors(w, http.StatusTooManyRequests, "Rate limit exceeded")
	case s.fault(API504):
		http.Error(w, "upstream request timeout", http.StatusGatewayTimeout)
	case s.fault(APITokenError):
		answerErrors(w, http.StatusOK, "Invalid Token")
	case s.fault(API401):
		answerErrors(w, http.StatusUnauthorized, "Invalid Token")
	case r.Header.Get("Authorization") == "":
		answerErrors(w, http.StatusUnauthorized, "Missing Token")
	case r.Header.Get("Authorization") != "Bearer "+s.token:
		answerErrors(w, http.StatusUnauthorized, "Invalid Token")
	default:
		s.answerQuery(w, r)
	}
}

func (s *Sandbox) answerQuery(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		answerErrors(w, http.StatusRequestEntityTooLarge, tooLarge.Error())
		return
	}
	if err != nil {
		answerErrors(w, http.StatusBadRequest, err.Error())
		return
	}
	source, variables, err := readQuery(body)
	if err != nil {
		answerErrors(w, http.StatusOK, "Invalid Syntax: "+err.Error())
		return
	}
	doc, err := graphql.Parse(source)
	if err != nil {
		answerErrors(w, http.StatusOK, "Invalid Syntax: "+err.Error())
		return
	}
	fields, err := doc.Bind(variables)
	if err == nil {
		var data object
		if data, err = s.resolve(fields); err == nil {
			s.answerData(w, data)
			return
		}
	}
	answerErrors(w, http.StatusOK, "Validation error: "+err.Error())
}

// readQuery takes both bodies that clients of CJ send: JSON with query and
// variables, and the bare GraphQL text, which is never valid JSON.
func readQuery(body []byte) (source string, variables map[string]any, err error) {
	if !json.Valid(body) {
		return string(body), nil, nil
	}
	var request struct {
		Query     string         `json:"query"`
		Variables map[string]any `json:"variables"`
	}
	if err := json.Unmarshal(body, &request); err != nil {
		return "", nil, errors.New(`the body is no JSON object with "query" and "variables"`)
	}
	return request.Query, request.Variables, nil
}

// resolve answers the fields of the query's root.
func (s *Sandbox) resolve(fields []graphql.Field) (object, error) {
	return selectFields("Query", fields, func(f graphql.Field) (any, error) {
		if f.Name != "publisherCommissions" {
			return nil, errUndefined
		}
		q, err := readCommissionQuery(f.Arguments)
		if err != nil {
			return nil, err
		}
		type page struct {
			rows  []Commission
			limit int
		}
		found := read(s, func(st *state) page {
			return page{q.filter(st.Commissions, st.SettledAt), st.PageLimit}
		})
		return renderPage(f.Selections, found.rows, found.limit)
	})
}

func (s *Sandbox) answerData(w http.ResponseWriter, data object) {
	text, err := json.Marshal(queryAnswer{Data: &data})
	if err != nil {
		s.log.Error("encode a query's answer", "error", err)
		answerErrors(w, http.StatusInternalServerError, "Internal error")
		return
	}
	if s.fault(APITruncated) {
		text = text[:len(text)/2]
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(text) // the client may have gone
}

func answerErrors(w http.ResponseWriter, status int, messages ...string) {
	var answer queryAnswer
	for _, m := range messages {
		answer.Errors = append(answer.Errors, queryError{Message: strings.ToValidUTF8(m, "�")})
	}
	writeJSON(w, status, answer)
}

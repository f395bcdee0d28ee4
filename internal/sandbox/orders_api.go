package sandbox

import (
	"fmt"
	"net/http"
	"time"

	"linkledger/internal/sandbox/commission"
	"linkledger/internal/sandbox/graphql"
)

// handleOrders is CJ's tracking.api.cj.com/graphql, by which the brand creates,
// restates and cancels orders; at /graphqltest an order is only checked. What
// is wrong with a request is said; what goes wrong when it is processed isn't,
// as at CJ: the commissions show it, and ConversionCalls here. Source: CJ's
// schema of tracking.api.cj.com. CJ may take an hour, this stand-in doesn't.
func (s *Sandbox) handleOrders(process bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.answerGraphQL(w, r, ordersAPI, func(c call) graphql.Schema {
			return graphql.Schema{
				"query": func(f graphql.Field) (any, error) {
					return graphql.Scalar(f, "1", f.Name == "getBuildNumber")
				},
				"mutation": func(f graphql.Field) (any, error) {
					return s.submit(c, f, process)
				},
			}
		})
	}
}

// orderActions are the mutations, with their argument and what each does.
func orderActions() map[string]orderAction {
	return map[string]orderAction{
		"createOrders":  {"newOrders", (*state).create},
		"restateOrders": {"restatedOrders", (*state).restate},
		"cancelOrders":  {"cancelledOrders", (*state).cancel},
	}
}

type orderAction struct {
	argument string
	process  func(*state, orderRequest, time.Time) (outcome string, err error)
}

func (s *Sandbox) submit(c call, f graphql.Field, process bool) (any, error) {
	action, known := orderActions()[f.Name]
	if !known {
		return nil, graphql.ErrUndefined
	}
	if c.caller != theAdvertiser {
		return nil, fmt.Errorf("Unauthorized") //nolint:staticcheck // CJ's wording
	}
	requests, err := readOrders(f, action.argument, s.clock.Now())
	if err != nil {
		return nil, err
	}
	answer := submission{}
	err = s.change(func(st *state, now time.Time) error {
		answer.id = st.number("submission", 1)
		for _, request := range requests {
			answer.orders = append(answer.orders, request)
			if !process {
				continue
			}
			outcome, err := action.process(st, request, now)
			if err != nil {
				outcome = "not processed: " + err.Error()
			}
			st.Calls = append(st.Calls, ConversionCall{Time: now, Query: f.Name, OrderID: request.OrderID, Outcome: outcome})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return answer.render(f.Selections)
}

func (st *state) create(r orderRequest, now time.Time) (string, error) {
	click, ok := st.click(r.CJEvent)
	if r.CJEvent == "" || !ok {
		if _, known := adByID(r.AdID); !known || r.PID != publisherPID {
			return "", missing("CJ can attribute it to no click and to no ad")
		}
		click = Click{PID: r.PID, AID: r.AdID, SID: r.SID}
	}
	return st.postOf(r.conversion, click, now)
}

// restate replaces all that CJ knew of an order. An open-ended one needs a
// status, and Accepted locks it.
func (st *state) restate(r orderRequest, now time.Time) (string, error) {
	current, err := st.processable(r)
	if err != nil {
		return "", err
	}
	if !current.same(r.conversion) || current.TakenBack {
		rows, err := current.Restate(r.Items, r.Sale, r.Discount, r.Reason, now)
		if err != nil {
			return "", err
		}
		st.append(now, rows...)
	}
	if r.Status == "Accepted" {
		st.validate(current.OriginalActionID, commission.Accepted, now)
	}
	return "restated", nil
}

func (st *state) cancel(r orderRequest, now time.Time) (string, error) {
	current, err := st.processable(r)
	if err != nil {
		return "", err
	}
	if current.TakenBack {
		return "", conflict("order %s has been taken back in full already", r.OrderID)
	}
	if r.Status != "Declined" || !st.Faults[DeclinedStands] {
		st.append(now, current.Reverse(r.Reason, now))
	}
	if r.Status == "Declined" {
		st.validate(current.OriginalActionID, commission.Declined, now)
	}
	return "cancelled", nil
}

// processable is the order of a correction, if CJ can still change it.
func (st *state) processable(r orderRequest) (action, error) {
	current, err := st.openAction(r.OrderID)
	switch {
	case err != nil:
		return current, err
	case current.Tracker.ID != r.Tracker.ID:
		return current, missing("CJ has no order %s of action tracker %s", r.OrderID, r.Tracker.ID)
	case (current.Tracker.Method == commission.OpenEnded) != (r.Status != ""):
		return current, conflict("status %q doesn't fit an action that locks by %s", r.Status, current.Tracker.Method)
	}
	return current, nil
}

// same reports whether a restatement says what stands already.
func (a action) same(c conversion) bool {
	if a.Sale != c.Sale || a.Discount != c.Discount || len(a.Items) != len(c.Items) {
		return false
	}
	for i, item := range c.Items {
		if old := a.Items[i]; old.SKU != item.SKU || old.Quantity != item.Quantity || old.Total != item.Total {
			return false
		}
	}
	return true
}

type submission struct {
	id     string
	orders []orderRequest
}

func (s submission) render(fields []graphql.Field) (graphql.Object, error) {
	return graphql.Select("OrderResponse", fields, func(f graphql.Field) (any, error) {
		switch f.Name {
		case "submissionId", "batchId":
			return graphql.Scalar(f, s.id, true)
		case "orders":
			return graphql.List(f.Selections, s.orders, func(fields []graphql.Field, r orderRequest) (graphql.Object, error) {
				return graphql.Select("Order", fields, func(f graphql.Field) (any, error) {
					values := map[string]any{"orderId": r.OrderID, "actionTrackerId": r.Tracker.ID, "enterpriseId": advertiserCID}
					value, known := values[f.Name]
					return graphql.Scalar(f, value, known)
				})
			})
		case "errors": // of single orders; a request with one is refused as a whole here
			return graphql.List(f.Selections, []string(nil), func(fields []graphql.Field, _ string) (graphql.Object, error) {
				return graphql.Select("Error", fields, func(f graphql.Field) (any, error) {
					return graphql.Scalar(f, nil, f.Name == "message" || f.Name == "fields")
				})
			})
		}
		return nil, graphql.ErrUndefined
	})
}

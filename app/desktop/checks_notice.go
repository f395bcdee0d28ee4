package desktop

import (
	"context"
	"time"

	"linkledger/internal/probe"
	"linkledger/internal/store"
)

// worthANotice is how long a check must have taken for the system's own
// notification: whoever started a shorter one still looks at it.
const worthANotice = time.Minute

// tellEnd has the system notify a person who has gone elsewhere that a check is
// done, or has changed since.
func (s *session) tellEnd(before string, kept store.TestCheck, k probe.Case) {
	notify := s.app.options.Notify
	if notify == nil || kept.State == before || !k.Result.Done() || k.Result.FinishedAt.Sub(k.Result.StartedAt) < worthANotice {
		return
	}
	notify("Test purchase check", checkWords(kept, k))
}

// checkItems are the checks that ended and that nobody has looked at.
func (s *session) checkItems(ctx context.Context) ([]AttentionItem, error) {
	list, err := s.store.UnseenTestChecks(ctx)
	items := []AttentionItem{}
	for _, kept := range list {
		k, err := readCase(kept)
		if err != nil {
			return nil, err
		}
		items = append(items, AttentionItem{ID: kept.ID, Kind: "check", Text: checkWords(kept, k), At: viewTime(k.Result.FinishedAt)})
	}
	return items, err
}

// checkWords say how a check ended.
func checkWords(kept store.TestCheck, k probe.Case) string {
	row := checkRow(kept, k)
	switch probe.State(kept.State) {
	case probe.Passed:
		return "The test purchase check of " + kept.OfferName + " has passed."
	case probe.Warned:
		return "The test purchase check of " + kept.OfferName + " has passed, with something to look at: " + row.Finding
	}
	return "The test purchase check of " + kept.OfferName + " found something: " + row.Finding
}

package ingest

import (
	"context"
	"encoding/json"
	"fmt"

	"linkledger/internal/affiliate"
)

// keepTest leaves out of a change of a member that they are for tests, or are no
// more, once they have sales, paid clicks or amounts that they are owed: those
// were counted, or left out, and figures and books would tell different things
// of them.
func keepTest(ctx context.Context, tx Tx, before affiliate.Member, c affiliate.Change) (affiliate.Change, error) {
	after, err := affiliate.Merge(before, c)
	if err != nil || after.Test == before.Test {
		return c, nil //nolint:nilerr // Apply says what is wrong with it
	}
	earned, err := tx.HasEarned(ctx, affiliate.MemberID(c.Key))
	if err != nil || !earned {
		return c, err
	}
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(c.Set, &fields); err != nil {
		return c, fmt.Errorf("%w: %w", errBody, err)
	}
	delete(fields, "test")
	if c.Set, err = json.Marshal(fields); err != nil {
		return c, err
	}
	what := "%s could not become a test member: they have sales or amounts already. They stay as they were; add another member for tests."
	if before.Test {
		what = "%s could not stop being a test member: they have test sales already. They stay one; add another member who earns."
	}
	return c, tx.Problem(ctx, fmt.Sprintf(what, after.Name), false)
}

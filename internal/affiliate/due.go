package affiliate

import (
	"strings"
	"time"

	"linkledger/internal/money"
)

// Due is an earning that no payment has settled, with the conversion that it is
// for, if it is for one.
type Due struct {
	Earning    Earning
	Conversion Conversion
}

// DueKey is what is blocked or paid as a whole: what a cause made a member earn.
type DueKey struct {
	Cause  string
	Member MemberID
}

// Key is the whole that the earning is part of.
func (d Due) Key() DueKey { return DueKey{d.Earning.Cause, d.Earning.MemberID} }

// clicksClose is how long after its end a day of paid clicks is closed.
const clicksClose = 48 * time.Hour

// Blocked tells why what is owed as a whole can't be paid yet, in words; empty
// when it can. now is in the workspace's time zone. No more owed than was taken
// back only lowers a payment, so nothing blocks that.
func (d Due) Blocked(owed money.Amount, now time.Time) string {
	switch {
	case owed.Minor <= 0:
		return ""
	case d.Earning.ConversionID != "":
		return d.Conversion.Blocked()
	case strings.HasPrefix(d.Earning.Cause, causeClicks) && !clicksClosed(d.Earning.Day, now):
		return "Clicks of " + d.Earning.Day + " can be paid once the day has been closed for 48 hours."
	}
	return ""
}

func clicksClosed(day string, now time.Time) bool {
	start, err := time.ParseInLocation(dayLayout, day, now.Location())
	return err == nil && !now.Before(start.AddDate(0, 0, 1).Add(clicksClose))
}

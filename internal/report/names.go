package report

import (
	"fmt"
	"strconv"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
)

var (
	weekdays = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	stages   = [...]string{"Reported", "Tracked by CJ", "Locked", "Received", "Paid"}
	payouts  = [...]string{"No payout", "Pending", "Due", "Being sent", "Paid"}
	utms     = [...]Dimension{UTMSource, UTMMedium, UTMCampaign, UTMContent, UTMTerm}
)

// name is what people call a value of a dimension.
func (c *catalog) name(d DimensionInfo, id string) string {
	if id == "" {
		return d.Empty
	}
	known := ""
	switch d.Dimension {
	case Offer:
		known = c.offers[id]
	case Member:
		known = c.members[id]
	case Group:
		known = c.groups[id]
	case Link:
		known = c.linkName(id)
	case Weekday:
		known = pick(weekdays[:], id, 1)
	case Stage:
		known = pick(stages[:], id, 0)
	case PayoutIs:
		known = pick(payouts[:], id, 0)
	case Hour:
		known = id + ":00"
	case Took:
		known = tookName(id)
	case Status:
		known = capital(affiliate.Status(id).Words())
	case CJStatus:
		known = capital(id)
	case Reason:
		known = affiliate.ClickReasonOf(id).Words
	case Customer:
		known = map[string]string{"new": "New customer", "returning": "Returning customer"}[id]
	case Adjustment:
		known = "Adjustment of a closed month"
	}
	if known == "" {
		return id
	}
	return known
}

func (c *catalog) linkName(id string) string {
	if l := c.byID[id]; l != nil {
		return l.Name
	}
	if number, unknown := strings.CutPrefix(id, unknownLink); unknown {
		return "Link " + number
	}
	return ""
}

func pick(list []string, id string, first int) string {
	at, err := strconv.Atoi(id)
	if at -= first; err != nil || at < 0 || at >= len(list) {
		return ""
	}
	return list[at]
}

func capital(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// tookName says a bucket of time: "10 minutes to 1 hour".
func tookName(id string) string {
	bucket, err := strconv.Atoi(id)
	if err != nil || bucket < 0 || bucket >= cube.TookBuckets {
		return ""
	}
	from, to := cube.TookBetween(uint8(bucket))
	switch {
	case from == 0:
		return "Less than " + lengthOf(to)
	case to == 0:
		return lengthOf(from) + " and more"
	}
	return lengthOf(from) + " to " + lengthOf(to)
}

// lengthOf says a time in the largest unit that it is a whole number of.
func lengthOf(seconds int64) string {
	for _, unit := range [...]struct {
		seconds int64
		name    string
	}{{24 * 3600, "day"}, {3600, "hour"}, {60, "minute"}} {
		if n := seconds / unit.seconds; n > 0 && seconds%unit.seconds == 0 {
			if n == 1 {
				return "1 " + unit.name
			}
			return fmt.Sprintf("%d %ss", n, unit.name)
		}
	}
	return fmt.Sprintf("%d seconds", seconds)
}

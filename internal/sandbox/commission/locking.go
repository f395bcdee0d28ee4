package commission

import "time"

// Method says how an action's commissions come to be locked, as CJ's
// LockingMethod writes it.
type Method string

// The methods. Source: CJ's schema of commissions.api.cj.com.
const (
	FixedDate     Method = "FIXED_DATE"     // after the 10th of the month after the event
	FixedDuration Method = "FIXED_DURATION" // some days after the event
	Immediate     Method = "IMMEDIATE"      // once posted
	OpenEnded     Method = "OPEN_ENDED"     // when the advertiser says so
)

// Validation is where an open-ended action stands; AUTOMATED for any other.
type Validation string

// The values of CJ's ValidationStatus.
const (
	Pending   Validation = "PENDING"
	Accepted  Validation = "ACCEPTED"
	Declined  Validation = "DECLINED"
	Automated Validation = "AUTOMATED"
)

// Tracker is an advertiser's commissionable action, and how it locks.
type Tracker struct {
	ID, Name string
	Method   Method
	Days     int // of FIXED_DURATION
}

// Validation is what a new row of the tracker starts with.
func (t Tracker) Validation() Validation {
	if t.Method == OpenEnded {
		return Pending
	}
	return Automated
}

// openEndedDays is how far ahead an open-ended action's locking date stands
// until the advertiser decides. CJ's schema has a locking date on every row
// and doesn't say what it is on such ones.
const openEndedDays = 90

// LockingDate is when an action's row locks.
func (t Tracker) LockingDate(event, posting time.Time) time.Time {
	switch t.Method {
	case Immediate:
		return posting
	case FixedDuration:
		return event.UTC().AddDate(0, 0, t.Days)
	case OpenEnded:
		return event.UTC().AddDate(0, 0, openEndedDays)
	}
	return NextCycle(event)
}

// NextCycle is when a sale of the standard cycle locks: 2 am Pacific Standard
// Time on the 11th of the month after the event. Source: CJ's schema for
// LockingMethod FIXED_DATE. The month is counted in UTC.
func NextCycle(event time.Time) time.Time {
	year, month, _ := event.UTC().Date()
	return time.Date(year, month+1, 11, 10, 0, 0, 0, time.UTC)
}

// Payday is the first 1st of a month after t, at midnight UTC. Source: the CJ
// integration guide, "CJ pays affiliates on the 1st of the month".
func Payday(t time.Time) time.Time {
	year, month, _ := t.UTC().Date()
	return time.Date(year, month+1, 1, 0, 0, 0, 0, time.UTC)
}

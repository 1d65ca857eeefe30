"""What people ask and how well they are answered: numbers for staff, what is still unanswered, what has changed."""

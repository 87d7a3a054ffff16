"""The group's members: seats, civil share, vacancies."""

/** A piece on the front page of a paper that there is not. */
export interface Story {
  readonly section: string;
  readonly title: string;
  readonly lead: string;
  /** What a reader would look for to read more of it. */
  readonly search: string;
}

/** The front page that `/demo` shows the embedded search on. People and places are invented. */
export const frontPage = {
  name: 'Báo Mường Nam',
  motto: 'Tiếng nói của vùng cao, ra mỗi sáng',
  issue: 'Số 4.812 · Thứ sáu',
  sections: ['Thời sự', 'Kinh tế', 'Văn hóa', 'Giáo dục', 'Môi trường'],
  main: {
    section: 'Thời sự',
    title: 'Cầu treo Bản Hua Nậm thông xe trước mùa mưa',
    lead: 'Sau mười một tháng thi công, cây cầu dài 96 mét nối hai bờ suối Nậm Hua đã đón những chuyến xe đầu tiên. Từ nay học sinh bờ tây không còn phải nghỉ học mỗi khi nước lên.',
    search: 'cầu treo',
  },
  others: [
    {
      section: 'Môi trường',
      title: 'Ba hồ chứa ở thượng nguồn cùng hạ mực nước đón lũ',
      lead: 'Mỗi hồ dành ra một phần tư dung tích, và các xã hạ du được báo trước sáu giờ khi xả.',
      search: 'thủy điện',
    },
    {
      section: 'Giáo dục',
      title: 'Lớp học sáng đèn trên đỉnh Phiêng Bay',
      lead: 'Tấm pin mặt trời do cựu học sinh góp tiền giữ cho điểm trường có điện suốt mùa sương.',
      search: 'điểm trường',
    },
    {
      section: 'Kinh tế',
      title: 'Chợ phiên họp sớm, mận đầu vụ được giá',
      lead: 'Thương lái lên tận vườn; người trồng hẹn nhau giữ cành, không hái non.',
      search: 'chợ phiên',
    },
  ],
} as const satisfies {
  readonly main: Story;
  readonly others: readonly Story[];
  readonly [part: string]: unknown;
};
